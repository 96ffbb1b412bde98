import { healthBand, healthMigration, type LedgerFile } from "@tideline/metrics";
import { monthKey, monthNumber } from "../components/calendar.ts";
import { BASES, type Basis, type Columns } from "../components/data.ts";
import type { HealthFile, HealthRowsFile } from "../components/health-data.ts";
import { balancesOf } from "./sample-bridge.ts";

/** The bands of the made-up scores. */
export const sampleBands = [
  { band: "red", above: 0, up_to: 50 },
  { band: "yellow", above: 50, up_to: 70 },
  { band: "green", above: 70, up_to: 100 },
];
const places: Readonly<Record<string, number>> = {
  unscored: 0,
  red: 1,
  yellow: 2,
  green: 3,
  new: 99,
  churned: 99,
};

/** A made-up score that wanders a little; one customer in eleven has none. */
export const scoreOf = (customer: number, month: number): number | null =>
  customer % 11 === 3 ? null : Math.min(100, 40 + ((customer * 37) % 55) + ((month * (customer % 7)) % 13));

/** The band of a made-up score, and its place. */
export const bandOf = (score: number | null): { band: string; band_no: number } => {
  const band = healthBand(score, sampleBands);
  return { band, band_no: places[band] ?? 0 };
};

/** A row of a mart. */
export type Row = Record<string, string | number | boolean | null>;

/** Rows as columns, as the files hold them. */
export const columnsOf = (rows: readonly Row[]): Columns =>
  Object.fromEntries(
    Object.keys(rows[0] ?? {}).map((name) => [name, rows.map((row) => row[name] as string | number | null)]),
  );

/** Adds up rows of the same words: every number but the places of bands is summed. */
export function summed(rows: readonly Row[], words: readonly string[]): Row[] {
  const groups = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify(words.map((word) => row[word]));
    const known = groups.get(key);
    if (!known) groups.set(key, { ...row });
    else
      for (const [name, value] of Object.entries(row))
        if (!words.includes(name)) known[name] = Number(known[name]) + Number(value);
  }
  return [...groups.values()];
}

/** Customers of a basis at a month's end with their band and balance. */
export function standing(balances: readonly (readonly number[])[], month: number) {
  return balances.flatMap((own, customer) => {
    const balance = own[month] ?? 0;
    const score = scoreOf(customer, month);
    return balance > 0 ? [{ customer, score, band: healthBand(score, sampleBands), balance }] : [];
  });
}

/** The customers behind the bands and their migration, as `health__customers` would list them. */
export function sampleHealthCustomers(files: Record<Basis, LedgerFile>): Columns {
  const { months, customers } = files.live;
  const last = months - 1;
  const balances = Object.fromEntries(BASES.map((basis) => [basis, balancesOf(files[basis])]));
  const rows = customers.id.flatMap((customer_id, customer): Row[] => {
    const at = (month: number) => {
      const own = (basis: Basis) => (month < 0 ? 0 : (balances[basis]?.[customer]?.[month] ?? 0));
      const isThere = own("live") > 0 || own("committed") > 0;
      const score = isThere ? scoreOf(customer, month) : null;
      return {
        live: own("live") || null,
        committed: own("committed") || null,
        score,
        band: isThere ? bandOf(score).band : null,
      };
    };
    const [now, month, quarter] = [at(last), at(last - 1), at(last - 3)];
    if (now.band === null && month.band === null && quarter.band === null) return [];
    return [
      {
        customer_id,
        band: now.band,
        final_score: now.score,
        coverage: now.band === null ? null : 0.8,
        exception_name: null,
        override_reason: null,
        live_minor: now.live,
        committed_minor: now.committed,
        band_1: month.band,
        final_score_1: month.score,
        live_1_minor: month.live,
        committed_1_minor: month.committed,
        band_3: quarter.band,
        final_score_3: quarter.score,
        live_3_minor: quarter.live,
        committed_3_minor: quarter.committed,
        name: customers.name[customer] ?? null,
      },
    ];
  });
  return columnsOf(rows);
}

/** What the marts of health would say of the two ledgers, with made-up scores. */
export function sampleHealth(files: Record<Basis, LedgerFile>): HealthFile & { rows: HealthRowsFile } {
  const { months, first_month, cuts } = files.live;
  const all = Object.fromEntries(BASES.map((basis) => [basis, balancesOf(files[basis])]));
  const rows = BASES.flatMap((basis) =>
    Array.from({ length: months }, (_, month) =>
      standing(all[basis] ?? [], month).map((one) => ({ basis, month, ...one })),
    ).flat(),
  );
  const last = rows.filter(({ month }) => month === months - 1);
  const inBand = ({ basis, band, balance }: (typeof rows)[number]) => ({
    basis,
    band,
    band_no: places[band] ?? 0,
    customers: 1,
    balance_minor: balance,
  });
  const distribution = summed(
    rows.map((row) => ({
      report_month: `${monthKey(monthNumber(first_month) + row.month)}-01`,
      version: row.month < months / 2 ? "2024" : "2025",
      coverage_micros: row.score === null ? 200_000 : 800_000,
      ...inBand(row),
    })),
    ["report_month", "version", "basis", "band", "band_no"],
  );
  const newest = `${monthKey(monthNumber(first_month) + months - 1)}-01`;
  const histogram = summed(
    last.flatMap((row) =>
      row.score === null ? [] : [{ above: Math.max(Math.ceil(row.score / 5) - 1, 0) * 5, ...inBand(row) }],
    ),
    ["above", "basis", "band", "band_no"],
  );
  const byCut = summed(
    cuts.flatMap(({ name, labels }) =>
      last.map((row) => ({ cut: name, label: labels[row.customer % labels.length] ?? "", ...inBand(row) })),
    ),
    ["cut", "label", "basis", "band", "band_no"],
  );
  const migration = BASES.flatMap((basis) =>
    [1, 3].flatMap((span) => {
      const day = (month: number) =>
        standing(all[basis] ?? [], month).map(({ customer, ...one }) => ({
          ...one,
          customer: String(customer),
        }));
      return healthMigration(day(months - 1 - span), day(months - 1)).map((move) => ({
        basis,
        months: span,
        from_band: move.from,
        to_band: move.to,
        from_no: places[move.from] ?? 0,
        to_no: places[move.to] ?? 0,
        customers: move.customers,
        from_minor: move.opening,
        to_minor: move.closing,
      }));
    }),
  );
  const input = (name: string, more: Row): Row => ({
    input: name,
    title: name.replaceAll("_", " "),
    group_name: "adoption",
    direction: "higher",
    unit: "share",
    version: "2025",
    weight: 0.4,
    needs: "usage",
    missing: "",
    tells_present: false,
    customers: 100,
    ...more,
  });
  return {
    distribution: columnsOf(distribution.filter(({ report_month }) => report_month === newest)),
    rows: { by_cut: columnsOf(byCut), distribution: columnsOf(distribution) },
    histogram: columnsOf(histogram),
    migration: columnsOf(migration),
    inputs: columnsOf([
      input("active_users", {}),
      input("ticket_volume", {
        group_name: "support",
        direction: "middle",
        needs: "tickets",
        missing: "tickets",
        customers: 0,
      }),
      input("urgent_tickets_now", {
        group_name: "support",
        direction: "lower",
        weight: 0,
        tells_present: true,
      }),
    ]),
  };
}
