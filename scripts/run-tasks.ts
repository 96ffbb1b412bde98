import { spawn } from "node:child_process";

/** A task failed; the message is what it said, without what the tools around it said about that. */
export class TaskFailed extends Error {
  override name = "TaskFailed";
}

/** Someone stopped the run: there is nothing to say. */
export class Interrupted extends Error {
  override name = "Interrupted";
  constructor(signal: NodeJS.Signals) {
    super(`stopped by ${signal}`);
  }
}

const noise = [
  /^\s*$/,
  /^npm (warn|error|notice)\b/i,
  /^> (@tideline\/|tideline |tsx )/,
  /^\s*• /,
  /\bcache (miss|hit|bypass)\b/,
  /^\s*(Tasks|Cached|Time|Failed|Summary):\s/,
  /^\s*(@tideline\/\S+:\s+)?ERROR\s+(command|run failed)\b/,
  /^@tideline\/\S+: command \(.*\) exited \(\d+\)/,
  /^\s*WARNING\s/,
  // An error nobody caught, as Node prints it: its place, its line, a mark under it, its stack.
  /^(file:\/\/)?\/\S+:\d+$/,
  /^\s*throw new Error\($/,
  /^\s*\^+\s*$/,
  /^\s+at .+(\(|:\d+:\d+\)?$)/,
  /^Node\.js v\d/,
];

/**
 * What the tasks of a failed run said, out of everything that was printed: one cause, once.
 * Where nothing is left, everything: a cause is never hidden.
 *
 * @example
 * taskMessage("• turbo 2.11.9\nexports/a.csv: no such column\nnpm error code 1\n") // "exports/a.csv: no such column"
 */
export function taskMessage(printed: string): string {
  const lines = printed.split(/\r?\n/);
  const said = lines.filter((line) => !noise.some((pattern) => pattern.test(line)));
  return (said.length > 0 ? said : lines)
    .join("\n")
    .replace(/^Error: /, "")
    .trim();
}

/**
 * How much of a run came from the cache, in a line, from the runner's own summary.
 *
 * @example
 * cacheText(" Tasks:    2 successful, 2 total\nCached:    2 cached, 2 total\n  Time:    58ms >>> FULL TURBO\n")
 * // "2 of 2 tasks from the cache, 58ms >>> FULL TURBO"
 */
export function cacheText(printed: string): string {
  const [, cached, total] = /^Cached:\s+(\d+) cached, (\d+) total/m.exec(printed) ?? [];
  const [, time] = /^\s*Time:\s+(.+?)\s*$/m.exec(printed) ?? [];
  if (cached === undefined || time === undefined) return taskMessage(printed);
  return `${cached} of ${total} tasks from the cache, ${time}`;
}

/**
 * Runs a command and waits for it, quietly. Ctrl+C and kill reach it once, and it is waited for, so that it can tidy up.
 *
 * @returns what it printed
 * @throws TaskFailed with what it said when it ends with another exit code than 0; Interrupted when it was stopped
 */
export async function runTasks(
  command: string,
  args: readonly string[],
  options: { cwd: string; env: Readonly<Record<string, string>> },
): Promise<string> {
  const isGroup = process.platform !== "win32";
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: Ctrl+C at a terminal would reach it beside what is passed on here, and twice means at once.
    detached: isGroup,
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  let stoppedBy: NodeJS.Signals | null = null;
  const stop = (signal: NodeJS.Signals) => {
    if (stoppedBy === null && child.pid !== undefined) process.kill(isGroup ? -child.pid : child.pid, signal);
    stoppedBy = signal;
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, stop);
  try {
    const code = await new Promise<number | null>((done, fail) =>
      child.once("error", fail).once("close", done),
    );
    if (stoppedBy !== null) throw new Interrupted(stoppedBy);
    if (code !== 0) throw new TaskFailed(taskMessage(printed));
    return printed;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
