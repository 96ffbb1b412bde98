import { Interrupted } from "./run-tasks.ts";

/** Waits for a command and turns what it throws into one message and an exit code: 1, or 130 when it was stopped. */
export async function endWell(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    process.exitCode = error instanceof Interrupted ? 130 : 1;
    if (error instanceof Interrupted) return;
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    if (process.env.TIDELINE_TRACE && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  }
}
