import { spawn } from "node:child_process";
import { once } from "node:events";
import { repository } from "../report-company.ts";
import type { Found, Part } from "./part.ts";
import { seconds } from "./table.ts";

/** Starts the sample with every task forced to run, waits for its address, opens it, and stops. */
async function start(): Promise<{ address: number; page: number }> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), "scripts/start.ts", "--port", "0"],
    { cwd: repository, env: { ...process.env, TURBO_FORCE: "true" }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  try {
    for (;;) {
      const url = /http:\/\/[^\s/]+:\d+\//.exec(said)?.[0];
      if (url) {
        const address = performance.now() - started;
        const response = await fetch(url);
        const isPage = (await response.text()).includes("<main");
        if (!response.ok || !isPage) {
          throw new Error(`npm run bench: ${url} gave no page, got ${response.status}; its output:\n${said}`);
        }
        return { address, page: performance.now() - started };
      }
      if (child.exitCode !== null) {
        throw new Error(`npm run bench: npm start ended, got ${child.exitCode}; its output:\n${said}`);
      }
      await new Promise((done) => setTimeout(done, 20));
    }
  } finally {
    if (child.exitCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  }
}

/** What `npm start` takes on the sample when nothing is built yet. */
export const startPart: Part = {
  id: "start",
  run: async (bench): Promise<Found> => {
    bench.tell("npm start on the sample, every task forced");
    const { address, page } = await start();
    return {
      tables: [
        {
          head: ["npm start on the sample, nothing built", "time"],
          rows: [
            ["to the address", seconds(address)],
            ["to the first page in full", seconds(page)],
          ],
        },
      ],
      verdicts: [
        {
          what: "npm start on the sample (npm ci comes on top)",
          measured: page,
          budget: 60_000,
          show: seconds,
          isBinding: false,
        },
      ],
    };
  },
};
