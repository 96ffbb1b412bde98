import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, Option } from "commander";
import { stringify } from "csv-stringify/sync";
import { buildCompany } from "../build/build-company.ts";
import { buildFingerprint } from "../build/fingerprint.ts";
import { queryRows } from "../build/mart-json.ts";
import { withDatabase } from "../build/open-database.ts";
import { nearestName } from "../company/nearest-name.ts";
import { loadersFolder } from "../models/loaders-folder.ts";
import { defaultOut } from "./build-command.ts";
import { complain, progress, say } from "./say.ts";
import { textTable } from "./summary-text.ts";

type Cell = string | number | boolean | null;
interface ShowOptions {
  company: string;
  out?: string;
  where?: string;
  format: "table" | "csv" | "json";
}

const cellText = (cell: Cell | undefined) => (typeof cell === "boolean" ? String(cell) : (cell ?? null));

/** The marts there are, whether built or not. */
async function martNames(): Promise<string[]> {
  const files = await readdir(join(loadersFolder, "sql", "marts"));
  return files.flatMap((name) => (name.endsWith(".sql") ? [name.slice(0, -".sql".length)] : [])).sort();
}

/** Builds the company when its output is missing or older than what it comes from. */
async function freshOut(options: ShowOptions): Promise<string> {
  const out = options.out ?? defaultOut(options.company);
  const manifest = await readFile(join(out, "manifest.json"), "utf8").catch(() => null);
  const built = manifest ? (JSON.parse(manifest) as { fingerprint?: string }).fingerprint : null;
  if (built !== (await buildFingerprint(options.company))) {
    complain(
      `${built ? "the exports or the models have changed" : "not built yet"}: building ${options.company} first`,
    );
    const shown = progress();
    try {
      await buildCompany(options.company, out, { onStep: shown.onStep });
    } finally {
      shown.stop();
    }
  }
  return out;
}

/** `tideline show <mart> --company <folder> [--where …] [--format table|csv|json]` */
export function showCommand(): Command {
  return new Command("show")
    .description("print a mart")
    .argument("<mart>", 'for example waterfall__by_month; "list" names them all')
    .requiredOption("--company <folder>", "the folder that holds company.json")
    .option("--out <folder>", "where the company was built (default: <company>/build)")
    .option("--where <condition>", "a SQL condition over the mart's columns")
    .addOption(
      new Option("--format <format>", "how to print it").choices(["table", "csv", "json"]).default("table"),
    )
    .action(async (mart: string, options: ShowOptions) => {
      const names = await martNames();
      if (mart === "list") {
        say(names.join("\n"));
        return;
      }
      if (!names.includes(mart)) {
        const near = nearestName(mart, names);
        const meant = near ? `did you mean ${near}? There are` : "there are";
        throw new Error(`tideline show: no such mart, got "${mart}"; ${meant} ${names.join(", ")}`);
      }
      const path = join(await freshOut(options), "marts", `${mart}.parquet`).replaceAll("'", "''");
      await withDatabase(tmpdir(), async (connection) => {
        await connection.run("set preserve_insertion_order = true");
        await connection.run(`create view ${mart} as select * from read_parquet('${path}')`);
        const columns = (await connection.runAndReadAll(`describe ${mart}`))
          .getRowObjectsJson()
          .map((row) => String(row.column_name));
        const rows = await queryRows<Record<string, Cell>>(
          connection,
          `select * from ${mart}${options.where ? ` where (${options.where}\n)` : ""}`,
        ).catch((cause: unknown) => {
          const first = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
          throw new Error(
            `tideline show --where: the condition does not run, got "${first}"; the columns are ${columns.join(", ")}`,
            { cause },
          );
        });
        if (options.format === "json") say(JSON.stringify(rows, null, 2));
        else if (options.format === "csv")
          say(stringify(rows, { header: true, columns, cast: { boolean: String } }).trimEnd());
        else
          say(
            textTable(
              columns,
              rows.map((row) => columns.map((column) => cellText(row[column]))),
            ),
          );
      });
    });
}
