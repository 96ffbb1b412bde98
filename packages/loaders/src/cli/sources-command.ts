import { tmpdir } from "node:os";
import type { DuckDBConnection } from "@duckdb/node-api";
import { Command } from "commander";
import { queryRows } from "../build/mart-json.ts";
import { withDatabase } from "../build/open-database.ts";
import { type Company, loadCompany } from "../company/load-company.ts";
import { type ReadSummary, readSources } from "../read/read-sources.ts";
import { say } from "./say.ts";
import { sourcesText, textTable } from "./summary-text.ts";

/** `tideline sources <company>` */
export function sourcesCommand(): Command {
  return new Command("sources")
    .description("show what each export was recognised as: rows in, accepted, set aside and why")
    .argument("<company>", "the folder that holds company.json")
    .action(async (folder: string) => {
      const company = loadCompany(folder);
      await withDatabase(tmpdir(), async (connection) => {
        const read = await readSources(connection, withoutLimit(company));
        say(sourcesText({ ...read, notes: [...read.notes, ...(await creditNotes(connection))] }));
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
        stopOverLimit(company, read);
      });
    });
}

/** Whether a credit stays shows only in the ledger, which this command does not make. */
async function creditNotes(connection: DuckDBConnection): Promise<string[]> {
  const [found] = await queryRows<{ credits: number }>(
    connection,
    "select count(*) as credits from read_contract_lines where monthly_minor < 0 and is_recurring and not is_trial",
  );
  const credits = found?.credits ?? 0;
  if (credits === 0) return [];
  const what = credits === 1 ? "1 accepted line is a credit" : `${credits} accepted lines are credits`;
  return [`${what}: "tideline check" sets aside those that take their product below 0.`];
}

/** The company with every row allowed to be set aside: this command is for looking at those that are. */
function withoutLimit(company: Company): Company {
  const policies = { ...company.settings.policies, max_quarantined_rate: 1 };
  return { ...company, settings: { ...company.settings, policies } };
}

function stopOverLimit(company: Company, read: ReadSummary): void {
  const limit = company.settings.policies.max_quarantined_rate;
  const over = read.sources.filter(
    ({ rows_in, left_out, quarantined }) => quarantined > limit * (rows_in - left_out),
  );
  if (over.length === 0) return;
  throw new Error(
    `${over.map(({ file }) => file).join(", ")}: more rows set aside than ${(100 * limit).toFixed(1)} % (policies.max_quarantined_rate), so a build stops here; correct the export or its source in company.json, or raise the limit`,
  );
}
