import type { Cells } from "./read-csv.ts";

/** A recurring, paid line of an export with the days it counts on live, found by the rules of the definitions. */
export type Contract = {
  id: string;
  customer: string;
  sku: string;
  orderType: string;
  currency: string;
  /** US cents a year at the constant rates. */
  annualCents: number;
  quantity: number;
  unitPrice: number;
  signed: string;
  start: string;
  end: string;
  endMeans: string;
  notice: string;
  reason: string;
  cells: Cells;
  before: Contract | null;
  isRenewal: boolean;
  from: string;
  until: string;
};

const OPEN = "9999-12-31";
const GRACE_DAYS = 30;
const RATES: Record<string, number> = { USD: 100, EUR: 110, GBP: 128 };
const PERIODS: Record<string, number> = { annual: 1, quarterly: 4, monthly: 12 };

const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const earliest = (...days: string[]): string => days.reduce((a, b) => (a < b ? a : b));
const latest = (...days: string[]): string => days.reduce((a, b) => (a > b ? a : b));

function contract(cells: Cells): Contract {
  const unitCents = Math.round(Number(cells.unit_price) * 100);
  const yearly = Number(cells.quantity) * unitCents * (PERIODS[cells.billing_period ?? ""] ?? Number.NaN);
  return {
    id: cells.line_id ?? "",
    customer: cells.customer_id ?? "",
    sku: cells.product ?? "",
    orderType: cells.order_type ?? "",
    currency: cells.currency ?? "",
    annualCents: Math.round((yearly * (RATES[cells.currency ?? ""] ?? Number.NaN)) / 100),
    quantity: Number(cells.quantity),
    unitPrice: unitCents,
    signed: cells.signed_on ?? "",
    start: cells.start_on ?? "",
    end: cells.end_on || OPEN,
    endMeans: cells.end_means ?? "",
    notice: cells.notice_on ?? "",
    reason: cells.reason ?? "",
    cells,
    before: null,
    isRenewal: false,
    from: cells.start_on ?? "",
    until: cells.end_on || OPEN,
  };
}

/** The day the right to renew a line ends: a loss recorded in the window, or the window's end. */
function lossDay(line: Contract): string {
  if (line.notice !== "" && line.notice >= line.end)
    return earliest(line.notice, daysLater(line.end, GRACE_DAYS));
  return daysLater(line.end, GRACE_DAYS);
}

/** Finds for every line what it continues and the days it counts. */
export function contracts(rows: readonly Cells[]): Contract[] {
  const all = rows.filter((row) => row.is_recurring === "true" && row.is_trial === "false").map(contract);
  const byId = new Map(all.map((line) => [line.id, line] as const));
  const byEnd = new Map(all.map((line) => [`${line.customer} ${line.sku} ${line.end}`, line] as const));
  const isFollowed = new Set<Contract>();
  for (const line of all) {
    const named = line.cells.renewal_of || line.cells.replaces;
    const isGuessed = !named && line.orderType !== "new" && line.orderType !== "add_on";
    const before = isGuessed
      ? byEnd.get(`${line.customer} ${line.sku} ${line.start}`)
      : byId.get(named ?? "");
    if (before === undefined) continue;
    line.before = before;
    line.isRenewal = before.endMeans === "term" && (line.cells.renewal_of !== "" || line.start >= before.end);
    isFollowed.add(before);
    if (!line.isRenewal) before.until = line.start;
    else if (line.signed < before.end) before.until = line.start;
    else {
      before.until = earliest(line.signed, lossDay(before));
      line.from = line.signed < lossDay(before) ? line.signed : latest(line.signed, line.start);
    }
  }
  for (const line of all) {
    if (isFollowed.has(line) || line.endMeans !== "term" || line.end === OPEN) continue;
    line.until = line.notice !== "" && line.notice < line.end ? line.end : lossDay(line);
    if (line.cells.notice_amount !== "") line.until = daysLater(line.end, GRACE_DAYS);
  }
  return all;
}

/** Lines that pass to another customer on a day. */
export type Assignment = { line: string; to: string; on: string };

export type MonthEnd = { month: string; day: string; byCustomer: Map<string, Balance> };
export type Balance = { cents: number; isArchived: boolean; lines: Contract[] };

/** What every customer pays a year on the last day of each month, 2021-01 to 2025-12: a plain loop. */
export function monthEnds(all: readonly Contract[], assignments: readonly Assignment[] = []): MonthEnd[] {
  const months: MonthEnd[] = [];
  for (let index = 0; index < 60; index++) {
    const day = new Date(Date.UTC(2021, index + 1, 0)).toISOString().slice(0, 10);
    const byCustomer = new Map<string, Balance>();
    for (const line of all) {
      if (line.from > day || line.until <= day || line.annualCents === 0) continue;
      const { paused_on = "", resumes_on = "" } = line.cells;
      if (paused_on !== "" && paused_on <= day && resumes_on > day) continue;
      const passed = assignments.find((one) => one.line === line.id && one.on <= day);
      const customer = passed?.to ?? line.customer;
      const balance = byCustomer.get(customer) ?? { cents: 0, isArchived: true, lines: [] };
      balance.cents += line.annualCents;
      balance.isArchived &&= line.orderType === "archive";
      balance.lines.push(line);
      byCustomer.set(customer, balance);
    }
    months.push({ month: day.slice(0, 7), day, byCustomer });
  }
  return months;
}
