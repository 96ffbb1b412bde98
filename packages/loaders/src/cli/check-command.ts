import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { checkCompany } from "../build/check-company.ts";
import { progress, say } from "./say.ts";
import { sourcesText, textTable } from "./summary-text.ts";

/** `tideline check <company>` */
export function checkCommand(): Command {
  return new Command("check")
    .description(
      "build a company in memory, run every check (unique keys of every size too) and write nothing",
    )
    .argument("<company>", "the folder that holds company.json")
    .option("--all", "list every check, not only their number")
    .action(async (company: string, options: { all?: boolean }) => {
      const spill = await mkdtemp(join(tmpdir(), "tideline-"));
      const shown = progress();
      try {
        const { read, checks } = await checkCompany(company, spill, { onStep: shown.onStep });
        shown.stop();
        say(sourcesText(read));
        if (options.all)
          say(
            textTable(
              ["check", "rows", "offending"],
              checks.map((check) => [check.name, check.rows_checked, check.offending]),
            ),
          );
        say(`${checks.length} checks held`);
      } finally {
        shown.stop();
        await rm(spill, { recursive: true, force: true });
      }
    });
}
