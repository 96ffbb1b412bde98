import { tmpdir } from "node:os";
import { Command } from "commander";
import { queryRows } from "../build/mart-json.ts";
import { withDatabase } from "../build/open-database.ts";
import { loadCompany } from "../company/load-company.ts";
import { readSources } from "../read/read-sources.ts";
import { say } from "./say.ts";
import { sourcesText, textTable } from "./summary-text.ts";

/** `tideline sources <company>` */
export function sourcesCommand(): Command {
  return new Command("sources")
    .description("show what each export was recognised as: rows in, accepted, set aside and why")
    .argument("<company>", "the folder that holds company.json")
    .action(async (company: string) => {
      await withDatabase(tmpdir(), async (connection) => {
        const read = await readSources(connection, loadCompany(company));
        say(sourcesText(read));
        const faults = await queryRows<{
          file: string;
          line: number;
          column_name: string;
          value: string;
          reason: string;
        }>(
          connection,
          "select file, line, column_name, left(value, 40) as value, reason from quarantine order by source_no, line limit 20",
        );
        if (faults.length > 0) {
          say(`\nset aside${faults.length === 20 ? " (the first 20)" : ""}`);
          say(
            textTable(
              ["file", "line", "column", "value", "why"],
              faults.map((row) => [row.file, String(row.line), row.column_name, row.value, row.reason]),
            ),
          );
        }
      });
    });
}
