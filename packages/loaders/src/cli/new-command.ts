import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { Command } from "commander";
import { loadCompany } from "../company/load-company.ts";
import { ownCutsFolder } from "../cuts/load-cuts.ts";
import { titleOfName } from "../cuts/title-of-name.ts";
import { loadersFolder } from "../models/loaders-folder.ts";
import { say } from "./say.ts";

const sqlTemplate = (name: string) => `-- title: ${titleOfName(name)}
-- question: What do you want to know of these customers?
-- Labels in their order; those not listed follow by alphabet. board: no keeps it off the board's pages until it is done.
-- order: small, large
-- board: no
select
  customer.customer_id,
  -- A label that changes has its first month too: … as from_month. A customer without a label is unassigned.
  case
    when customer.size_band in ('1-9', '10-49') then 'small'
    when customer.size_band is not null then 'large'
  end as label
from customers as customer
`;

const scriptTemplate = (
  name: string,
) => `// customer_id and label, and from_month (YYYY-MM-DD) where the label changes.
export const cut = {
  title: "${titleOfName(name)}",
  question: "What do you want to know of these customers?",
  order: ["small", "large"],
  // Keeps it off the board's pages until it is done.
  board: false,
  // Tables it is given, as Arquero tables; docs/adding-a-cut.md lists them.
  reads: ["customers"],
  rows: ({ customers }, aq) =>
    customers
      .filter((customer) => customer.size_band != null)
      .derive({ label: aq.escape((customer) => (/^(1-9|10-49)$/.test(customer.size_band) ? "small" : "large")) })
      .select("customer_id", "label"),
};
`;

/** `tideline new cut <name> [--company <folder>] [--typescript]` */
export function newCommand(): Command {
  return new Command("new")
    .description("write a commented file to begin with")
    .argument("<what>", "cut")
    .argument("<name>", 'its name: small letters, digits and "_"')
    .option("--company <folder>", "put it into this company's own cuts, instead of those of every company")
    .option("--typescript", "a cut in TypeScript with Arquero's verbs, instead of SQL")
    .action(async (what: string, name: string, options: { company?: string; typescript?: boolean }) => {
      if (what !== "cut") throw new Error(`tideline new: no such thing, got "${what}"; there is cut`);
      if (!/^[a-z][a-z0-9_]*$/.test(name)) {
        throw new Error(
          `tideline new cut: a name is of small letters, digits and "_", got "${name}"; try ${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_")}`,
        );
      }
      const folder = options.company
        ? ownCutsFolder(loadCompany(options.company).folder)
        : join(loadersFolder, "cuts");
      const path = join(folder, `${name}.${options.typescript ? "ts" : "sql"}`);
      await mkdir(folder, { recursive: true });
      const text = options.typescript ? scriptTemplate(name) : sqlTemplate(name);
      await writeFile(path, text, { flag: "wx" }).catch((cause: NodeJS.ErrnoException) => {
        if (cause.code !== "EEXIST") throw cause;
        throw new Error(`tideline new cut: there is a file already, got ${path}; choose another name`, {
          cause,
        });
      });
      const shown = relative(process.cwd(), path);
      const company = options.company ?? "data/wingtip";
      say(
        `${shown} is written; it shows with\n  npm run tideline -- cut ${name} --company ${company}\n  npm run dev -- ${company}`,
      );
    });
}
