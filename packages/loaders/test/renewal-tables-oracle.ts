import { addMonths, monthOf } from "./oracle/calendar.ts";
import { groupBy } from "./oracle/group-by.ts";
import type { OracleLine } from "./oracle/oracle-line.ts";
import { isContract, type OracleRenewal, renewalLinks } from "./renewals-oracle.ts";

/*
 * The tables of renewals from renewals one by one, by plain loops: months, due months, classes of customers and growth.
 */

type Row = Record<string, string | number | boolean | null>;

const isRenewed = (row: OracleRenewal): boolean => row.outcome.startsWith("renewed_");
const isDecided = (row: OracleRenewal): boolean => row.outcome !== "late" && row.outcome !== "open";

const sum = (rows: readonly OracleRenewal[], amountOf: (row: OracleRenewal) => number): number =>
  rows.reduce((total, row) => total + amountOf(row), 0);

/** What both tables say of decided renewals. */
function decisions(decided: readonly OracleRenewal[]): Row {
  const count = (outcome: OracleRenewal["outcome"]) =>
    decided.filter((row) => row.outcome === outcome).length;
  return {
    decided: decided.length,
    renewed_logos: decided.filter(isRenewed).length,
    renewed_up_logos: count("renewed_up"),
    renewed_flat_logos: count("renewed_flat"),
    renewed_down_logos: count("renewed_down"),
    archived_logos: count("archived"),
    cancelled_logos: count("cancelled"),
    due_minor: sum(decided, (row) => row.due_minor),
    renewed_minor: sum(decided, (row) => row.renewed_minor ?? 0),
    kept_minor: sum(decided, (row) => Math.min(row.due_minor, row.renewed_minor ?? 0)),
  };
}

/** One row of renewals__by_month for each of these months, first days. */
export function monthTable(
  renewals: readonly OracleRenewal[],
  months: readonly string[],
  currency: string,
): Row[] {
  return months.map((report_month) => {
    const decided = renewals.filter((row) => row.counted_month === report_month);
    const renewed = decided.filter(isRenewed);
    const late = renewals.filter(
      (row) =>
        row.outcome !== "open" &&
        monthOf(row.due_on) <= monthOf(report_month) &&
        (row.counted_month === null || row.counted_month > report_month),
    );
    return {
      report_month,
      currency,
      ...decisions(decided),
      early_logos: renewed.filter((row) => (row.decided_on ?? "") < row.due_on).length,
      after_due_logos: renewed.filter((row) => (row.decided_on ?? "") > row.due_on).length,
      change_micros: sum(renewed, (row) => Math.round(((row.renewed_minor ?? 0) * 1e6) / row.due_minor)),
      changed_due_minor: sum(renewed, (row) => row.due_minor),
      changed_renewed_minor: sum(renewed, (row) => row.renewed_minor ?? 0),
      late_count: late.length,
      late_minor: sum(late, (row) => row.due_minor),
    };
  });
}

/** renewals__by_due_month: one row for each of these months, first days, and for each other month something falls due in. */
export function dueMonthTable(
  renewals: readonly OracleRenewal[],
  months: readonly string[],
  currency: string,
): Row[] {
  const due = groupBy(renewals, (row) => `${monthOf(row.due_on)}-01`);
  return [...new Set([...months, ...due.keys()])].sort().map((due_month) => {
    const rows = due.get(due_month) ?? [];
    const of = (outcome: OracleRenewal["outcome"]) => rows.filter((row) => row.outcome === outcome);
    return {
      due_month,
      currency,
      due: rows.length,
      all_due_minor: sum(rows, (row) => row.due_minor),
      ...decisions(rows.filter(isDecided)),
      late_count: of("late").length,
      late_minor: sum(of("late"), (row) => row.due_minor),
      open_count: of("open").length,
      open_minor: sum(of("open"), (row) => row.due_minor),
    };
  });
}

/** When a customer was active, from the rows of its state changes; months as YYYY-MM. */
function activity(logos: readonly Row[], basis: string): { isActive: boolean; leftIn: string | null } {
  let active = 0;
  let leftIn: string | null = null;
  for (const row of logos.filter((each) => each.basis === basis)) {
    active += Number(row.active_delta);
    if (active === 0 && Number(row.active_delta) < 0) leftIn = String(row.report_month);
  }
  return { isActive: active > 0, leftIn };
}

/** A line that opens a chain was signed by the month's end and cancelled before its start. */
const cancelledAhead = (lines: readonly OracleLine[], lastMonth: string): boolean =>
  lines.some(
    (line) =>
      line.end_on !== null &&
      line.end_on <= line.start_on &&
      line.notice_on !== null &&
      line.signed_on < line.notice_on &&
      line.is_recurring &&
      !line.is_trial &&
      line.monthly_minor > 0 &&
      line.renewal_of === null &&
      line.replaces === null &&
      (line.order_type === null || line.order_type === "new" || line.order_type === "add_on") &&
      monthOf(line.signed_on) <= lastMonth,
  );

/** The customers with their classes, as in customers__class; movements and states as the ledger has them. */
export function classTable(input: {
  lines: readonly OracleLine[];
  renewals: readonly OracleRenewal[];
  logos: readonly Row[];
  movements: readonly Row[];
  lastMonth: string;
  currency: string;
}): Row[] {
  const { lines, lastMonth, currency } = input;
  const last = `${lastMonth}-01`;
  const renewalsOf = groupBy(input.renewals, (row) => row.customer_id);
  const logosOf = groupBy(input.logos, (row) => String(row.customer_id));
  const movementsOf = groupBy(
    input.movements.filter((row) => row.basis === "live"),
    (row) => String(row.customer_id),
  );
  const known = lines.filter(
    (line) =>
      isContract(line) &&
      line.monthly_minor > 0 &&
      (monthOf(line.start_on) <= lastMonth || monthOf(line.signed_on) <= lastMonth),
  );
  const rows: Row[] = [];
  for (const [customer_id, own] of groupBy(lines, (line) => line.customer_id)) {
    if (!known.some((line) => line.customer_id === customer_id) && !cancelledAhead(own, lastMonth)) continue;
    const changes = [...(logosOf.get(customer_id) ?? [])].sort((one, other) =>
      String(one.report_month) < String(other.report_month) ? -1 : 1,
    );
    const live = activity(changes, "live");
    const isThere = live.isActive || activity(changes, "committed").isActive;
    const due = (renewalsOf.get(customer_id) ?? []).filter((row) => monthOf(row.due_on) <= lastMonth);
    const counted = due.filter((row) => row.counted_month !== null && row.counted_month <= last);
    const lostWhenLeft = counted.filter(
      (row) => !isRenewed(row) && (live.leftIn === null || row.counted_month === live.leftIn),
    );
    const contracts = own.filter(isContract);
    const links = renewalLinks(contracts);
    const isUnknown = contracts.some(
      (line) => line.order_type === "renewal" && !links.some((link) => link.to === line),
    );
    const [name, number] = ((): [string, number | null] => {
      if (changes.length === 0) return ["joined_and_left", null];
      if (due.length > counted.length) return ["late", null];
      if (!isThere && lostWhenLeft.length === 0) return ["lost_between_renewals", null];
      if (isUnknown) return ["unknown_ordinal", null];
      if (!isThere) return ["lost_at_renewal", Math.max(...lostWhenLeft.map((row) => row.ordinal ?? 0))];
      if (counted.length === 0) return ["none_due_yet", null];
      return ["renewed", counted.filter(isRenewed).length];
    })();
    const moved = movementsOf.get(customer_id) ?? [];
    const [first = last] = moved.map((row) => String(row.report_month)).sort();
    const amount = (from: readonly Row[]) => from.reduce((total, row) => total + Number(row.amount_minor), 0);
    let tenure = 0;
    while (live.isActive && addMonths(monthOf(first), tenure) < lastMonth) tenure += 1;
    rows.push({
      customer_id,
      class: name,
      renewal_number: number,
      currency,
      tenure_months: live.isActive ? tenure : null,
      original_minor: live.isActive ? amount(moved.filter((row) => row.report_month === first)) : null,
      contract_minor: live.isActive ? amount(moved) : null,
    });
  }
  return rows.sort((one, other) => (String(one.customer_id) < String(other.customer_id) ? -1 : 1));
}
