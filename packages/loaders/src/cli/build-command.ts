import { join } from "node:path";
import { Command } from "commander";
import { buildCompany } from "../build/build-company.ts";
import { loadCompany } from "../company/load-company.ts";
import { progress, say } from "./say.ts";
import { summaryText, textTable } from "./summary-text.ts";

/** Where a company's output goes unless told otherwise: never into its exports. */
export const defaultOut = (company: string) => join(company, "build");

/** `tideline build <company> [--out DIR]` */
export function buildCommand(): Command {
  return new Command("build")
    .description("build the marts of a company from its exports")
    .argument("[company]", "the folder that holds company.json (default: $TIDELINE_COMPANY)")
    .option("--out <folder>", "where the output goes (default: <company>/build)")
    .option("--times", "show where the time went")
    .addHelpText(
      "after",
      `
Writes marts/*.parquet, summary.json, ledger-live.json, quality.json, quarantine.csv and manifest.json.
A build that fails leaves the last good output as it was.`,
    )
    .action(async (given: string | undefined, options: { out?: string; times?: boolean }) => {
      const company = given ?? process.env.TIDELINE_COMPANY;
      if (!company)
        throw new Error("tideline build: no company, got nothing; name the folder that holds company.json");
      const shown = progress();
      const times: [string, number][] = [];
      try {
        const result = await buildCompany(company, options.out ?? defaultOut(company), {
          onStep: shown.onStep,
          onTime: (model, milliseconds) => times.push([model, Math.round(milliseconds)]),
        });
        shown.stop();
        say(summaryText(result, loadCompany(company).settings.currency));
        say(`written to ${result.out}`);
        if (options.times)
          say(
            textTable(
              ["step", "ms"],
              [...times].sort((a, b) => b[1] - a[1]),
            ),
          );
      } finally {
        shown.stop();
      }
    });
}
