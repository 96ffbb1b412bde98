import type { CutColumns, Ledger } from "./ledger.ts";

/** A month as an index from the ledger's first month, or as "YYYY-MM" or a report_month "YYYY-MM-DD". */
export type MonthRef = number | string;

/** Which customers: all, or those that carry one label of a cut. A cut without a label is all customers. */
export interface CutChoice {
  cut?: string | undefined;
  label?: string | undefined;
}

/** The index of a month; throws when the ledger does not report it. */
export function monthIndex(ledger: Ledger, month: MonthRef): number {
  const index = typeof month === "number" ? month : ledger.report_months.indexOf(`${month.slice(0, 7)}-01`);
  if (Number.isInteger(index) && index >= 0 && index < ledger.months) return index;
  const [first = "none", last = "none"] = [ledger.report_months[0], ledger.report_months.at(-1)];
  throw new Error(`ledger: unknown month, got ${JSON.stringify(month)}; use one from ${first} to ${last}`);
}

/** The columns of a cut by its name; throws when the ledger does not have it. */
export function cutByName(ledger: Ledger, name: string): CutColumns {
  const found = ledger.cuts.find((cut) => cut.name === name);
  return found ?? unknown("cut", name, ledger.cuts);
}

/** A cut and the index of the label asked for; null when all customers are meant. */
export function chosenLabel(ledger: Ledger, choice: CutChoice): { cut: CutColumns; label: number } | null {
  if (choice.cut === undefined) {
    if (choice.label === undefined) return null;
    throw new Error(`ledger: a label without a cut, got ${JSON.stringify(choice.label)}; name the cut too`);
  }
  const cut = cutByName(ledger, choice.cut);
  if (choice.label === undefined) return null;
  const label = cut.labels.indexOf(choice.label);
  if (label >= 0) return { cut, label };
  return unknown(
    `label of cut ${cut.name}`,
    choice.label,
    cut.labels.map((name) => ({ name })),
  );
}

/** The index of a product; throws when the ledger does not have it. */
export function productIndex(ledger: Ledger, product: string): number {
  const index = ledger.products.indexOf(product);
  if (index >= 0) return index;
  return unknown(
    "product",
    product,
    ledger.products.map((name) => ({ name })),
  );
}

function unknown(what: string, got: string, known: readonly { name: string }[]): never {
  const names = known.map(({ name }) => name).slice(0, 20);
  throw new Error(
    `ledger: unknown ${what}, got ${JSON.stringify(got)}; use one of ${names.join(", ") || "none"}`,
  );
}
