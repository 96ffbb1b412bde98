import ora from "ora";

/**
 * Where the command line talks to: progress to stderr when it is a terminal outside CI, results to stdout.
 * A terminal that says it is 0 columns wide is none: a spinner would count the lines to clear to infinity.
 */
export const isQuiet = () => !process.stderr.isTTY || !process.stderr.columns || Boolean(process.env.CI);

/** A line of progress that replaces itself; silent where nobody watches. */
export function progress() {
  const spinner = isQuiet() ? null : ora({ stream: process.stderr, discardStdin: false }).start();
  return {
    onStep: (what: string, step: number, total: number) => {
      if (spinner) spinner.text = `${what} (${step}/${total})`;
    },
    stop: () => {
      spinner?.stop();
    },
  };
}

/** Prints a result. */
export const say = (text: string) => process.stdout.write(`${text}\n`);

/** Prints an error. */
export const complain = (text: string) => process.stderr.write(`${text}\n`);
