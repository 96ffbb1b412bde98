import { cohorts, type LedgerFile, openLedger } from "@tideline/metrics";
import type { Columns } from "../components/data.ts";

const day = 86_400_000;

/** `cohorts__by_month` of a ledger, as the site's files have it. */
export function sampleCohorts(file: LedgerFile): Columns {
  const rows = cohorts(openLedger(file), { by: "month" }).rows.flatMap(({ cohort, size, cells }) =>
    cells.flatMap((cell) =>
      cell ? [{ cohort_month: `${cohort}-01`, basis: file.basis, size, ...cell }] : [],
    ),
  );
  const names = [
    "cohort_month",
    "basis",
    "age_months",
    "size",
    "opening_minor",
    "retained_minor",
    "kept_minor",
    "opening_logos",
    "kept_logos",
    "active_logos",
  ] as const;
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])]));
}

/** How long a customer was followed, as `survival__customers` has it. */
export interface SampleStay {
  basis: string;
  customer_id: string;
  duration_days: number;
  entry_days: number | null;
  is_event: boolean;
}

/** Stays of a ledger: from a day of the first month drawn from the customer's place to its end, or to the last month's end. */
export function sampleStays(file: LedgerFile): SampleStay[] {
  const [year, month] = file.first_month.split("-").map(Number) as [number, number];
  const at = (index: number, of: number) => Date.UTC(year, month - 1 + index, of);
  return file.customers.id.flatMap((customer_id, customer) => {
    const own = file.logos.customer.flatMap((one, row) => (one === customer ? [row] : []));
    const monthOf = (row: number) => file.logos.month[row] as number;
    own.sort((a, b) => monthOf(a) - monthOf(b));
    const [first] = own;
    if (first === undefined) return [];
    const lost = own.find((row) =>
      ["churn", "archive"].includes(file.kinds[file.logos.kind[row] as number] ?? ""),
    );
    const start = at(monthOf(first), 1 + (customer % 5));
    const end = lost === undefined ? at(file.months, 0) : at(monthOf(lost), 6 + (customer % 20));
    return [
      {
        basis: file.basis,
        customer_id,
        duration_days: Math.round((end - start) / day),
        entry_days: null,
        is_event: lost !== undefined,
      },
    ];
  });
}

/** The stays as the page fetches them, and counted as its first view has them. */
export function sampleSurvival(files: readonly LedgerFile[]): { survival: Columns; survivalRows: Columns } {
  const stays = files.flatMap(sampleStays);
  const counts = new Map<string, Omit<SampleStay, "customer_id"> & { customers: number }>();
  for (const { customer_id: _id, ...stay } of stays) {
    const key = JSON.stringify(stay);
    const known = counts.get(key) ?? { ...stay, customers: 0 };
    counts.set(key, known);
    known.customers += 1;
  }
  const columns = <Row extends object>(rows: readonly Row[], names: readonly (keyof Row & string)[]) =>
    Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])) as Columns;
  const names = ["basis", "duration_days", "entry_days", "is_event"] as const;
  return {
    survival: columns([...counts.values()], [...names, "customers"]),
    survivalRows: columns(stays, [...names, "customer_id"]),
  };
}
