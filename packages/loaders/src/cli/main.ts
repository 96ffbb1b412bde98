import { Command, CommanderError } from "commander";
import { removeWorkFolders } from "../build/work-folder.ts";
import { buildCommand } from "./build-command.ts";
import { checkCommand } from "./check-command.ts";
import { cutCommand } from "./cut-command.ts";
import { newCommand } from "./new-command.ts";
import { complain } from "./say.ts";
import { showCommand } from "./show-command.ts";
import { sourcesCommand } from "./sources-command.ts";

/**
 * Ctrl+C and kill end the process at once, but not before what it was making is removed. The signal itself ends it:
 * `process.exit` would wait for a query that is running.
 */
export function tidyUpWhenStopped(): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      removeWorkFolders();
      process.kill(process.pid, signal);
    });
  }
}

/**
 * The `tideline` command line.
 *
 * @param argv as in `process.argv`
 * @returns the exit code: 0 done, 1 the exports or a check stopped it, 2 wrong usage
 */
export async function main(argv: readonly string[]): Promise<number> {
  const program = new Command("tideline")
    .description("From a subscription company's raw exports to marts whose every number can be traced.")
    .showHelpAfterError("(tideline --help lists the commands)")
    .exitOverride()
    .addHelpText(
      "after",
      `
A company is a folder with company.json, which names its exports. A first look at one:
  tideline sources path/to/company      what was recognised, rows in, accepted, set aside
  tideline check path/to/company        builds in memory and runs every check, unique keys included
  tideline build path/to/company        writes the marts to path/to/company/build
  tideline show waterfall__by_month --company path/to/company --where "report_month >= '2025-01-01'"
Cuts of customers, each one file:
  tideline new cut size --company path/to/company   writes a file to begin with
  tideline cut size --company path/to/company       its labels with customers, CMRR and retention
The site is built by "npm run report -- path/to/company".`,
    );
  for (const command of [
    buildCommand(),
    showCommand(),
    checkCommand(),
    sourcesCommand(),
    cutCommand(),
    newCommand(),
  ]) {
    program.addCommand(command.exitOverride().showHelpAfterError());
  }
  try {
    await program.parseAsync([...argv]);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    complain(error instanceof Error ? error.message : String(error));
    if (process.env.TIDELINE_TRACE && error instanceof Error) complain(String(error.stack));
    return 1;
  }
}
