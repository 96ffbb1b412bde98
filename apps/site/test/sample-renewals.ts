import {
  codeRenewals,
  type FirstDiscountRow,
  type LedgerFile,
  type NamedRenewal,
  openRenewals,
  type RenewalColumns,
  type RenewalDueMonthRow,
  type RenewalsFile,
} from "@tideline/metrics";
import { monthKey, monthNumber } from "../components/calendar.ts";
import { type Columns, rowsFromColumns } from "../components/data.ts";
import type { AheadRow, AheadState, AheadSum, ClassRow, RenewalFile } from "../components/renewal-data.ts";

function toColumns(rows: readonly object[]): Columns {
  const names = Object.keys(rows[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, rows.map((row) => (row as Record<string, string | number>)[name] ?? null)]),
  );
}

/** The classes of the book's example: 31 = 14 + 4 + 8 + 5. */
export const sampleClasses: Pick<ClassRow, "class" | "renewal_number" | "customers">[] = [
  { class: "lost_at_renewal", renewal_number: 1, customers: 14 },
  { class: "lost_at_renewal", renewal_number: 2, customers: 4 },
  { class: "renewed", renewal_number: 2, customers: 8 },
  { class: "none_due_yet", renewal_number: null, customers: 5 },
  { class: "joined_and_left", renewal_number: null, customers: 2 },
];

/** A renewal of renewal-rows.json, with its discounts where it has some. */
export type SampleRenewal = NamedRenewal & {
  discounts: Pick<
    FirstDiscountRow,
    "signed_list_minor" | "signed_net_minor" | "renewed_list_minor" | "renewed_net_minor"
  > | null;
};

const discountOf = (index: number, unit: number) => ({
  signed_list_minor: 200 * unit,
  signed_net_minor: (150 + (index % 30)) * unit,
  renewed_list_minor: 220 * unit,
  renewed_net_minor: 200 * unit,
});

/** The renewals that a file's months count, one by one. */
export function sampleRenewalRows(ledger: LedgerFile, file: RenewalFile): SampleRenewal[] {
  const unit = 10 ** ledger.exponent;
  const of = {
    renewed_up: ["renewed_up_logos", 120],
    renewed_flat: ["renewed_flat_logos", 100],
    renewed_down: ["renewed_down_logos", 70],
    archived: ["archived_logos", 10],
    cancelled: ["cancelled_logos", 0],
    late: ["late_count", null],
  } as const;
  const months = rowsFromColumns<RenewalDueMonthRow>(file.by_due_month);
  const rows = months.flatMap((month) =>
    Object.entries(of).flatMap(([outcome, [column, renewed]]) =>
      Array.from({ length: month[column] }, () => ({ month: month.due_month, outcome, renewed })),
    ),
  );
  return rows.map(({ month, outcome, renewed }, index): SampleRenewal => {
    const customer = index % Math.max(1, ledger.customers.id.length);
    const due_on = `${month.slice(0, 8)}${String(1 + (index % 27)).padStart(2, "0")}`;
    return {
      customer_id: ledger.customers.id[customer] ?? "",
      name: ledger.customers.name[customer] ?? null,
      due_on,
      outcome: outcome as NamedRenewal["outcome"],
      decided_on: renewed === null ? null : due_on,
      counted_month: renewed === null ? null : month,
      ordinal: 1,
      lines: 1,
      due_minor: 100 * unit,
      renewed_minor: renewed === null ? null : renewed * unit,
      discounts: outcome === "renewed_up" && index % 5 === 0 ? discountOf(index, unit) : null,
    };
  });
}

/** Renewals as the engine sums them. */
export const renewalsOf = (rows: readonly NamedRenewal[]): RenewalColumns => openRenewals(codeRenewals(rows));

/** renewal-rows.json: the same as columns. */
export function sampleRenewalList(rows: readonly SampleRenewal[]): RenewalsFile & { discounts: Columns } {
  const discounts = rows.flatMap(({ customer_id, due_on, discounts }) =>
    discounts ? [{ customer_id, due_on, ...discounts }] : [],
  );
  return { ...codeRenewals(rows), discounts: toColumns(discounts) };
}

const states = ["open", "signed", "noticed", "open", "open"] as const;

/** What is ahead, one by one. */
function aheadRows(ledger: LedgerFile): AheadRow[] {
  const first = monthNumber(ledger.first_month);
  const unit = 10 ** ledger.exponent;
  if (ledger.months === 0) return [];
  return ledger.customers.id.slice(0, 60).map((customer_id, index) => {
    const isLate = index < 2;
    const state = isLate ? "late" : (states[index % states.length] ?? "open");
    const month = first + ledger.months + (isLate ? -1 : index % 6);
    const due_minor = (100 + 7 * index) * unit;
    const of = (one: string) => (state === one ? due_minor : 0);
    return {
      customer_id,
      name: ledger.customers.name[index] ?? null,
      due_on: `${monthKey(month)}-${String(1 + (index % 27)).padStart(2, "0")}`,
      due_month: `${monthKey(month)}-01`,
      state,
      lines: 1 + (index % 3),
      due_minor,
      signed_due_minor: of("signed"),
      noticed_due_minor: of("noticed"),
      late_due_minor: of("late"),
      open_due_minor: of("open"),
      signed_minor: state === "signed" ? due_minor + 5 * unit : 0,
      remaining_minor: 0,
    };
  });
}

/** The same by month and state. */
function aheadSums(rows: readonly AheadRow[]): AheadSum[] {
  const keys = [...new Set(rows.map(({ due_month, state }) => `${due_month} ${state}`))].sort();
  return keys.map((key) => {
    const own = rows.filter(({ due_month, state }) => `${due_month} ${state}` === key);
    const sum = (name: "due_minor" | `${AheadState}_due_minor`) =>
      own.reduce((total, row) => total + row[name], 0);
    return {
      due_month: own[0]?.due_month ?? "",
      state: own[0]?.state ?? "open",
      renewals: own.length,
      due_minor: sum("due_minor"),
      signed_due_minor: sum("signed_due_minor"),
      noticed_due_minor: sum("noticed_due_minor"),
      late_due_minor: sum("late_due_minor"),
      open_due_minor: sum("open_due_minor"),
    };
  });
}

/** renewals-ahead.json: the customers behind what is ahead. */
export const sampleRenewalsAhead = (ledger: LedgerFile): Columns => toColumns(aheadRows(ledger));

/** Renewals that would go with a ledger: none without customers; made by counting, so that a test can count again. */
export function sampleRenewals(ledger: LedgerFile): RenewalFile {
  const customers = ledger.customers.id.length;
  const first = monthNumber(ledger.first_month);
  const unit = 10 ** ledger.exponent;
  const isEmpty = customers === 0 || ledger.months === 0;
  const months = isEmpty ? [] : Array.from({ length: ledger.months }, (_, month) => month);
  const byMonth = months.map((month) => {
    const [up, flat, down, archived, cancelled] = [3 + (month % 4), 1, month % 2, month % 5 === 4 ? 1 : 0, 1];
    const renewed = up + flat + down;
    const due_minor = (renewed + archived + cancelled) * 100 * unit;
    const changed = up * 120 * unit + flat * 100 * unit + down * 70 * unit;
    return {
      report_month: `${monthKey(first + month)}-01`,
      currency: ledger.currency,
      decided: renewed + archived + cancelled,
      renewed_logos: renewed,
      renewed_up_logos: up,
      renewed_flat_logos: flat,
      renewed_down_logos: down,
      archived_logos: archived,
      cancelled_logos: cancelled,
      early_logos: up,
      after_due_logos: 0,
      due_minor,
      renewed_minor: changed + archived * 10 * unit,
      kept_minor: (up + flat) * 100 * unit + down * 70 * unit + archived * 10 * unit,
      change_micros: up * 1_200_000 + flat * 1_000_000 + down * 700_000,
      changed_due_minor: renewed * 100 * unit,
      changed_renewed_minor: changed,
      late_count: month % 3,
      late_minor: (month % 3) * 100 * unit,
    };
  });
  const classes = isEmpty
    ? []
    : sampleClasses.map((row) => {
        const present = row.class === "lost_at_renewal" ? 0 : row.customers;
        return {
          ...row,
          currency: ledger.currency,
          present,
          increased: Math.floor(present / 2),
          unchanged: present - Math.floor(present / 2),
          decreased: 0,
          original_minor: present * 100 * unit,
          contract_minor: present * 130 * unit,
          growth_micros: present * 1_300_000,
        };
      });
  const growth = isEmpty
    ? []
    : [0, 1, 2, 3, 4].map((tenure_years) => ({
        tenure_years,
        currency: ledger.currency,
        customers: 10,
        increased: 2 + tenure_years,
        unchanged: 8 - tenure_years,
        decreased: 0,
        original_minor: 1000 * unit,
        contract_minor: (1000 + 200 * tenure_years) * unit,
        growth_micros: 10_000_000 + 2_000_000 * tenure_years,
      }));
  const discounts = isEmpty
    ? []
    : [0, 1].map((year) => ({
        due_year: Number(monthKey(first).slice(0, 4)) + year,
        currency: ledger.currency,
        customers: 5,
        signed_list_minor: 1000 * unit,
        signed_net_minor: 800 * unit,
        renewed_list_minor: 1100 * unit,
        renewed_net_minor: (990 - 10 * year) * unit,
      }));
  // What is decided is decided in the month it was due; two of the last month are late.
  const byDueMonth = byMonth.map((row, index) => {
    const late = index === byMonth.length - 1 ? 2 : 0;
    return {
      due_month: row.report_month,
      currency: ledger.currency,
      due: row.decided + late,
      all_due_minor: row.due_minor + late * 100 * unit,
      decided: row.decided,
      renewed_logos: row.renewed_logos,
      renewed_up_logos: row.renewed_up_logos,
      renewed_flat_logos: row.renewed_flat_logos,
      renewed_down_logos: row.renewed_down_logos,
      archived_logos: row.archived_logos,
      cancelled_logos: row.cancelled_logos,
      due_minor: row.due_minor,
      renewed_minor: row.renewed_minor,
      kept_minor: row.kept_minor,
      late_count: late,
      late_minor: late * 100 * unit,
      open_count: 0,
      open_minor: 0,
    };
  });
  return {
    by_month: toColumns(byMonth),
    by_due_month: toColumns(byDueMonth),
    ahead: toColumns(aheadSums(aheadRows(ledger))),
    classes: toColumns(classes),
    growth: toColumns(growth),
    first_discount: toColumns(discounts),
  };
}
