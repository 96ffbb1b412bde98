import type { LedgerFile } from "@tideline/metrics";
import { monthKey, monthNumber } from "../components/calendar.ts";
import type { Basis, Columns } from "../components/data.ts";

/** Balances of every customer at every month's end: `[customer][month]`, minor units. */
export function balancesOf({ customers, months, movements }: LedgerFile): number[][] {
  const balances = customers.id.map(() => new Array<number>(months).fill(0));
  for (const [row, customer] of movements.customer.entries()) {
    for (let month = movements.month[row] ?? 0; month < months; month += 1) {
      const of = balances[customer];
      if (of) of[month] = (of[month] ?? 0) + (movements.amount[row] ?? 0);
    }
  }
  return balances;
}

/**
 * What `bridge__by_month` and `usage__by_month` would say of the two ledgers: each customer's difference is signed and
 * not started, a signed change, noticed or paused; memo lines and usage are made up, and do not touch the difference.
 */
export function sampleBridge(files: Record<Basis, LedgerFile>): { bridge: Columns; usage: Columns } {
  const [live, committed] = [balancesOf(files.live), balancesOf(files.committed)];
  const { months, first_month, exponent } = files.live;
  const unit = 10 ** exponent;
  const rows = Array.from({ length: months }, (_, month) => {
    const row = {
      report_month: `${monthKey(monthNumber(first_month) + month)}-01`,
      committed_minor: 0,
      live_minor: 0,
      signed_not_started_minor: 0,
      signed_changes_minor: 0,
      noticed_minor: 0,
      paused_minor: 0,
    };
    for (const [customer, balances] of live.entries()) {
      const [now, signed] = [balances[month] ?? 0, committed[customer]?.[month] ?? 0];
      row.live_minor += now;
      row.committed_minor += signed;
      if (now === 0) row.signed_not_started_minor += signed;
      else if (signed === 0) row[customer % 5 === 1 ? "paused_minor" : "noticed_minor"] -= now;
      else row.signed_changes_minor += signed - now;
    }
    return {
      ...row,
      signed_renewals_up_minor: 900 * unit + month * 31 * unit,
      signed_renewals_down_minor: -300 * unit,
      steps_ahead_minor: month % 3 === 0 ? 0 : 450 * unit,
      anticipated_loss_minor: -(200 * unit + month * 7 * unit),
    };
  });
  const columns = (list: readonly object[]): Columns => {
    const names = Object.keys(list[0] ?? {});
    return Object.fromEntries(
      names.map((name) => [name, list.map((row) => (row as Record<string, string | number>)[name] ?? null)]),
    );
  };
  const usage = rows.map(({ report_month }, month) => ({
    report_month,
    usage_billed_minor: 1_200 * unit + (month % 5) * 90 * unit,
    charges: 40 + (month % 7),
  }));
  return { bridge: columns(rows), usage: columns(usage) };
}
