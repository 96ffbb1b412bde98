import { type ChildProcess, fork } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BuildAnswer, BuildRequest } from "./data-worker.ts";

/** What a build of the data gave. */
export interface BuiltData {
  readonly name: string;
  readonly rows: { readonly accepted: number; readonly quarantined: number };
  /** The files that are new, by name; the others are untouched. */
  readonly changed: readonly string[];
}

async function stamps(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of await readdir(folder).catch(() => [])) {
    const entry = await stat(join(folder, name));
    if (entry.isFile()) found.set(name, `${entry.ino} ${entry.mtimeMs}`);
  }
  return found;
}

/**
 * Builds a company's data, again and again, in one process beside this one: warm from the second time on, and ended
 * at once, whatever it does. `renew` gives it the code as it is now.
 */
export class DataBuilder {
  #child: ChildProcess | null = null;

  #start(): ChildProcess {
    const child = fork(join(import.meta.dirname, "data-worker.ts"), {
      execArgv: ["--import", import.meta.resolve("tsx")],
    });
    this.#child = child;
    return child;
  }

  /**
   * Builds `company` into `out`; files whose bytes change are replaced by rename, the others stay. With `isUpdate`
   * no export is read again where only files of models have changed.
   *
   * @throws Error with the build's own message; `out` is then as it was
   */
  async build({ company, out, isUpdate = false }: BuildRequest): Promise<BuiltData> {
    const child = this.#child ?? this.#start();
    const answered = new Promise<BuildAnswer>((done) => {
      const onExit = (code: number | null, signal: string | null) =>
        done({
          isBuilt: false,
          message: `npm run dev: the build's process ended, got ${signal ?? `exit code ${code}`}; the next change starts another`,
        });
      child.once("exit", onExit);
      child.once("message", (message: BuildAnswer) => {
        child.off("exit", onExit);
        done(message);
      });
    });
    const before = await stamps(out);
    // A process that has just ended is told by its exit; that the request no longer reached it says nothing more.
    if (child.connected) child.send({ company, out, isUpdate } satisfies BuildRequest, () => undefined);
    const answer = await answered;
    if (child.exitCode !== null || child.signalCode !== null) this.#child = null;
    if (!answer.isBuilt) throw new Error(answer.message);
    const after = await stamps(out);
    const changed = [...after].filter(([name, stamp]) => before.get(name) !== stamp).map(([name]) => name);
    return { name: answer.name, rows: answer.rows, changed };
  }

  /** Ends the process, so that the next build runs the code as it then is. */
  async renew(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await ended;
  }
}
