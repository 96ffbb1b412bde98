import { spawn } from "node:child_process";

/**
 * Runs a TypeScript file in a process of its own and gives what it printed as JSON in its last line.
 *
 * @throws Error with what it said, when it fails
 */
export async function runChild<Result>(file: string, args: readonly string[]): Promise<Result> {
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), file, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  let faults = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    faults += text;
  });
  const code = await new Promise<number | null>((done, fail) => child.on("error", fail).on("close", done));
  if (code !== 0) {
    throw new Error(
      `npm run bench: ${file} ${args.join(" ")} failed, got exit code ${code}; its output:\n${faults}`,
    );
  }
  return JSON.parse(said.trimEnd().split("\n").at(-1) ?? "") as Result;
}
