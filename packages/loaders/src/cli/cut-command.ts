import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  formatMoney,
  formatPercent,
  grrCohort,
  NOT_AVAILABLE,
  nrrCohort,
  openLedger,
  type RetentionRow,
  retentionByCut,
  waterfallByCut,
} from "@tideline/metrics";
import { Command } from "commander";
import { cutNotes } from "../build/cut-notes.ts";
import { ledgerFile } from "../build/ledger-file.ts";
import { withDatabase } from "../build/open-database.ts";
import { readAndRun } from "../build/read-and-run.ts";
import { type Company, loadCompany } from "../company/load-company.ts";
import { nearestName } from "../company/nearest-name.ts";
import type { CutFailed } from "../cuts/cut-faults.ts";
import { cutHeader } from "../cuts/cut-header.ts";
import { ownCutsFolder } from "../cuts/load-cuts.ts";
import { loadModels } from "../models/load-models.ts";
import { loadersFolder } from "../models/loaders-folder.ts";
import type { Model } from "../models/model.ts";
import type { NeutralName } from "../read/layout.ts";
import { isNeutral, layouts } from "../read/layouts.ts";
import { tableOf } from "../read/tables.ts";
import { complain, progress, say } from "./say.ts";
import { textTable } from "./summary-text.ts";

const rate = (value: number | null) => (value === null ? NOT_AVAILABLE : formatPercent(value));

/**
 * What the preview of a cut says: a line a label, on the committed basis, at the last reported month. Of the other cuts
 * those are run too whose exports are read for this one; `onOthers` is told which of them are wrong.
 *
 * @throws CutFailed when this one is
 */
async function previewText(
  whole: Company,
  cut: Model,
  { spill, onOthers }: { spill: string; onOthers: (faults: readonly CutFailed[]) => void },
): Promise<string> {
  if (cut.fault) throw cut.fault;
  const { name } = cut;
  const company = forCut(whole, cut);
  const isRead = (source: Company["sources"][number]) => company.sources.includes(source);
  let faults: readonly CutFailed[] = [];
  return withDatabase(spill, async (connection) => {
    const { models } = await readAndRun(connection, company, {
      keep: ["customers"],
      isCutRun: (other) => forCut(whole, other).sources.every(isRead),
      onWrongCuts: (wrong) => {
        faults = wrong;
      },
    });
    const own = faults.find((fault) => fault.cut === name);
    if (own) throw own;
    onOthers(faults);
    const notes = (await cutNotes(connection, models)).find((one) => one.name === name);
    if (!notes) {
      return `${name} gives no customer a label: the reports leave it out`;
    }
    const { currency } = company.settings;
    const money = { currency, exponent: company.exponent };
    const hasFx = company.settings.exchange_rates?.policy === "month_end";
    const { file } = await ledgerFile(connection, {
      basis: "committed",
      ...money,
      cuts: [notes],
      rowsLimit: Number.POSITIVE_INFINITY,
    });
    const ledger = openLedger(file);
    const kept = new Map<string, RetentionRow | undefined>(
      hasFx ? [] : retentionByCut(ledger, name, 12).map(({ label, rows }) => [label, rows.at(-1)]),
    );
    const rows = waterfallByCut(ledger, name).map(({ label, rows: months }) => {
      const last = months.at(-1);
      const then = kept.get(label);
      return [
        label,
        last?.closing_logos ?? 0,
        hasFx || !last ? NOT_AVAILABLE : formatMoney(last.closing_minor, money),
        rate(then ? nrrCohort(then) : null),
        rate(then ? grrCohort(then) : null),
      ];
    });
    const customers = file.customers.id.length;
    return [
      [notes.title, notes.question].filter((text) => text !== "").join(": "),
      textTable(["label", "customers", "CMRR", "NRR, 12 months", "GRR, 12 months"], rows),
      `${notes.unassigned.toLocaleString("en-US")} of ${customers.toLocaleString("en-US")} customers never have a label: unassigned`,
      ...unusedOrder(notes.order, file.cuts[0]?.labels ?? []),
      notes.isForBoard ? "the board's pages offer it" : "the board's pages do not offer it (board: no)",
    ].join("\n");
  });
}

/** A line that says which labels of the order nobody has: misspelt, or of no customer yet. */
function unusedOrder(order: readonly string[], labels: readonly string[]): string[] {
  const unused = order.filter((label) => !labels.includes(label));
  if (unused.length === 0) return [];
  return [`order names ${unused.map((label) => `"${label}"`).join(", ")}, which no customer has`];
}

/** Tables a ledger is made of; what else a company exports is read only for a cut that asks for it. */
const ledgerTables = new Set<string>([
  "read_customers",
  "read_contract_lines",
  "read_assignments",
  "read_exchange_rates",
  "read_customer_map",
]);

/** The company without the exports that neither the ledger nor the cut reads; all of them where they say its as_of. */
function forCut(company: Company, cut: Model): Company {
  if (company.settings.as_of === undefined) return company;
  // Whose fact it is may stand in contacts alone.
  const isOfFacts = cut.reads.some((table) => !ledgerTables.has(table));
  const isNeeded = (table: string | undefined) =>
    table === undefined ||
    ledgerTables.has(table) ||
    cut.reads.includes(table) ||
    (isOfFacts && table === "read_contacts");
  const sources = company.sources.filter(({ settings }) => {
    const name = settings.layout ?? "";
    const into = isNeutral(name) ? [name] : Object.keys(layouts[name]?.vendor?.into ?? {});
    return into.length === 0 || into.some((target) => isNeeded(tableOf[target as NeutralName]));
  });
  return { ...company, sources };
}

/** Every cut there is, with its file. */
const listText = (cuts: readonly Model[]) =>
  textTable(
    ["cut", "title", "file", "question"],
    cuts.map((cut) => {
      const { title, question } = cutHeader(cut);
      return [cut.name, title, cut.file, cut.fault ? `wrong: ${cut.fault.message}` : question];
    }),
  );

/** `tideline cut [name] --company <folder>` */
export function cutCommand(): Command {
  return new Command("cut")
    .description(
      "preview a cut: its labels with customers, CMRR and retention; without a name, list the cuts",
    )
    .argument("[name]", "the name of the cut's file")
    .requiredOption("--company <folder>", "the folder that holds company.json")
    .action(async (name: string | undefined, options: { company: string }) => {
      const company = loadCompany(options.company);
      const spill = await mkdtemp(join(tmpdir(), "tideline-"));
      const shown = progress();
      try {
        const cuts = await withDatabase(spill, async (connection) => {
          const models = await loadModels(connection, loadersFolder, ownCutsFolder(company.folder));
          return models.filter(({ layer }) => layer === "cuts");
        });
        if (name === undefined) {
          shown.stop();
          say(listText(cuts));
          return;
        }
        const names = cuts.map((cut) => cut.name);
        if (!names.includes(name)) {
          const near = nearestName(name, names);
          const meant = near ? `did you mean ${near}? There are` : "there are";
          throw new Error(`tideline cut: no such cut, got "${name}"; ${meant} ${names.join(", ")}`);
        }
        shown.onStep(`reading ${company.settings.name}`, 1, 1);
        const cut = cuts.find((one) => one.name === name) as Model;
        let others: readonly CutFailed[] = [];
        const text = await previewText(company, cut, {
          spill,
          onOthers: (faults) => {
            others = faults;
          },
        });
        shown.stop();
        say(text);
        if (others.length > 0)
          complain(
            `a build stops until these are correct:\n${others.map(({ message }) => `  ${message}`).join("\n")}`,
          );
      } finally {
        shown.stop();
        await rm(spill, { recursive: true, force: true });
      }
    });
}
