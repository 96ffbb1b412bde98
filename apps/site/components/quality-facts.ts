import { type Quality, rowsFromColumns } from "./data.ts";
import { type Child, h } from "./dom.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { qualityStyle } from "./quality-style.ts";
import { type Column, dataTable } from "./table.ts";
import { capital, inWords } from "./words.ts";

interface FactRow {
  fact: string;
  rows: number;
  customers: number;
  rows_before: number;
  customers_before: number;
  rows_after: number;
  customers_after: number;
  rows_without: number;
}

interface ChurnRow {
  source_no: number;
  reported: number;
  customers: number;
  without_day: number;
  agreed: number;
  still_paying: number;
  ledger: number | null;
  ledger_only: number | null;
}

/** A column of counts of a mart, each number by its row's key. */
function counts<Row>(page: Page, mart: string, keyOf: (row: Row) => string | number) {
  return (key: keyof Row & string, name: string, method: string): Column<Row> => ({
    key,
    name,
    unit: "count",
    value: (row) => row[key] as number | null,
    cell: (row) =>
      number(
        {
          value: row[key] as number | null,
          unit: "count",
          mart,
          key: `${key} ${keyOf(row)}`,
          method,
          reason: "the export tells no days",
        },
        qualityStyle(page),
      ),
  });
}

function section(title: string, subtitle: string, table: HTMLElement, note: Child): HTMLElement {
  return h(
    "section.table-section",
    null,
    h("h2", null, title),
    h("p.subtitle", null, subtitle),
    table,
    h("p.caveat", null, note),
  );
}

/** Where tickets, answers, use and the like lie beside their customers' contracts; nothing where none were exported. */
export function qualityFacts(page: Page, quality: Quality): HTMLElement {
  const rows = rowsFromColumns<FactRow>(quality.facts);
  if (rows.length === 0) return h("div", { hidden: true });
  const count = counts<FactRow>(page, "quality__facts", ({ fact }) => fact);
  const columns: Column<FactRow>[] = [
    { key: "fact", name: "Export of", unit: "text", value: ({ fact }) => capital(inWords(fact)) },
    count("rows", "Rows", "accepted rows"),
    count("customers", "Customers", "customers they are of"),
    count("rows_before", "Before the first contract", "rows dated before it was signed or began"),
    count("customers_before", "Customers", "customers of the rows before"),
    count("rows_after", "After the last", "rows dated when every contract had ended"),
    count("customers_after", "Customers", "customers of the rows after"),
    count("rows_without", "No contract", "rows of customers without a contract"),
  ];
  return section(
    "Do the other exports fit the contracts?",
    "accepted rows beside the contracts of their customers; use by whole months",
    dataTable(columns, rows, { caption: "Other exports beside the contracts" }),
    "A few before or after are trials, onboarding and the last tickets. Many are a sign of wrong keys, or of contract lines that were not exported. They are counted as they are.",
  );
}

/** Losses as other systems tell them beside those of the ledger; nothing where no export tells any. */
export function qualityChurn(page: Page, quality: Quality): HTMLElement {
  const rows = rowsFromColumns<ChurnRow>(quality.reported_churn);
  if (rows.length === 0) return h("div", { hidden: true });
  const count = counts<ChurnRow>(page, "quality__reported_churn", ({ source_no }) => source_no);
  const columns: Column<ChurnRow>[] = [
    {
      key: "file",
      name: "Export",
      unit: "text",
      isLong: true,
      value: ({ source_no }) =>
        quality.sources.find((source) => source.source_no === source_no)?.file ?? null,
    },
    count("reported", "Losses told", "rows of the export"),
    count("customers", "Customers", "customers they are of"),
    count("agreed", "The ledger agrees", "a churn or archive on live in the same month or the next to it"),
    count("still_paying", "Paying now", "losses whose customer pays at the end of the last month"),
    count("ledger", "Losses of the ledger", "churns and archives on live in the months told"),
    count("ledger_only", "Not told", "of these, losses no row agrees with"),
  ];
  return section(
    "Is churn told alike everywhere?",
    "losses as other systems tell them, beside churn and archives of the ledger on live",
    dataTable(columns, rows, { caption: "Reported churn beside the ledger" }),
    "The ledger takes churn from contract lines alone. Months that are the same or next to each other agree; a loss told without a day agrees where the customer pays nothing now.",
  );
}
