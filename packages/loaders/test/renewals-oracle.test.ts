import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ledgerOf } from "../src/ledger-of.ts";
import { addMonths, lastDayOf, lastWholeMonth } from "./oracle/calendar.ts";
import { groupBy } from "./oracle/group-by.ts";
import type { OracleInput, OracleLine } from "./oracle/oracle-line.ts";
import { companyArb, merge, settingsArb } from "./random-companies.ts";
import { companyWithFactsArb } from "./random-facts.ts";
import { classTable, dueMonthTable, monthTable } from "./renewal-tables-oracle.ts";
import { factsBy, isContract, type OracleRenewal, oracleRenewals, renewalLinks } from "./renewals-oracle.ts";
import { describeLine } from "./smallest-disagreement.ts";

/*
 * Renewals by the models against plain loops: batches of two hundred random companies, each batch one data set.
 */

const batches: OracleInput[] = fc.sample(settingsArb, { seed: 31, numRuns: 4 }).map((company, at) => {
  const drawn = at % 2 === 0 ? companyWithFactsArb : companyArb;
  return { ...merge(fc.sample(drawn, { seed: 600 + at, numRuns: 200 })), company };
});

const inColumnOrder = (row: object): string =>
  JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)));

const describeFacts = (line: OracleLine): string => {
  const facts = line as { auto_renews?: boolean; renewal_months?: number; notice_withdrawn_on?: string };
  const itself = facts.auto_renews ? ` renews itself ${facts.renewal_months ?? "as printed"}` : "";
  return `${describeLine(line)}${itself}${facts.notice_withdrawn_on ? ` withdrawn ${facts.notice_withdrawn_on}` : ""}`;
};

/** What a failing test prints: one customer's lines, and both answers. */
function firstDifference(input: OracleInput, oracle: readonly string[], sql: readonly string[]): string {
  const only = (these: readonly string[], those: readonly string[]) => {
    const held = new Set(those);
    return these.filter((row) => !held.has(row));
  };
  const [a, b] = [only(oracle, sql), only(sql, oracle)];
  const [first = ""] = [...a, ...b];
  const customer = /"customer_id","([^"]+)"/.exec(first)?.[1];
  const own = (rows: readonly string[]) => rows.filter((row) => row.includes(`"${customer}"`));
  return [
    `${a.length} rows only of the oracle, ${b.length} only of the SQL; as_of ${input.company.as_of}, grace ${input.company.late_renewal_grace_days}`,
    ...input.lines.filter((line) => line.customer_id === customer).map(describeFacts),
    "oracle:",
    ...own(a),
    "SQL:",
    ...own(b),
  ].join("\n");
}

describe("the oracle's renewals are the models'", () => {
  test.each(batches.map((input, at) => ({ input, batch: at + 1, ...input.company })))(
    "batch $batch: as_of $as_of, grace $late_renewal_grace_days, in $currency",
    { timeout: 600_000 },
    async ({ input }) => {
      const ledger = await ledgerOf(input);
      const found = oracleRenewals(input.lines, input.company);
      const { currency, as_of } = input.company;
      expect(found.length).toBeGreaterThan(100);
      const agree = (oracle: readonly object[], sql: readonly object[]) => {
        const [a, b] = [oracle.map(inColumnOrder), sql.map(inColumnOrder)];
        if (a.join() !== b.join()) expect.fail(firstDifference(input, a, b));
      };
      agree(found, ledger.renewals);
      const months = [...new Set(ledger.waterfall.map((row) => String(row.report_month)))].sort();
      agree(monthTable(found, months, currency), ledger.renewalsByMonth);
      agree(dueMonthTable(found, months, currency), ledger.renewalsByDueMonth);
      const { logos, movements, customerClasses } = ledger;
      const lastMonth = lastWholeMonth(as_of);
      agree(
        classTable({ lines: input.lines, renewals: found, logos, movements, lastMonth, currency }),
        customerClasses,
      );
      const classes = customerClasses.map((row) => String(row.class));
      expect([...new Set(classes)].sort().join()).toContain(
        "lost_at_renewal,lost_between_renewals,none_due_yet,renewed",
      );
    },
  );
});

describe("a closed month's renewals do not change", () => {
  /** What a month says of a customer's renewals: those counted by its end, and those late at its end. */
  const said = (renewals: readonly OracleRenewal[], month: string): string[] =>
    renewals
      .filter((row) => row.due_on <= lastDayOf(month))
      .map((row) => {
        const isCounted = row.counted_month !== null && row.counted_month.slice(0, 7) <= month;
        return isCounted
          ? `${row.due_on} ${row.outcome} ${row.due_minor} ${row.renewed_minor} in ${row.counted_month}`
          : `${row.due_on} late ${row.due_minor}`;
      });

  const linkTexts = (lines: readonly OracleLine[]) =>
    renewalLinks(lines.filter(isContract)).map(
      ({ from, to, kind }) => `${from.line_id} ${to.line_id} ${kind}`,
    );

  test.each(batches.slice(0, 2).map((input, at) => ({ input, batch: at + 1, ...input.company })))(
    "batch $batch, grace $late_renewal_grace_days: every month, from the facts dated by its last day alone",
    ({ input }) => {
      let compared = 0;
      let relinked = 0;
      const company = input.company;
      const whole = groupBy(oracleRenewals(input.lines, company), (row) => row.customer_id);
      const byCustomer = groupBy(input.lines, (line) => line.customer_id);
      for (let month = "2023-01"; month <= lastWholeMonth(company.as_of); month = addMonths(month, 1)) {
        for (const [customer, lines] of byCustomer) {
          const known = factsBy(lines, lastDayOf(month));
          const ids = new Set(known.map((line) => line.line_id));
          const links = linkTexts(lines).filter((text) => ids.has(text.split(" ")[1] ?? ""));
          if (links.join() !== linkTexts(known).join()) {
            relinked += 1;
            continue;
          }
          const then = oracleRenewals(known, { ...company, as_of: lastDayOf(month) });
          const now = said(whole.get(customer) ?? [], month);
          compared += now.length;
          if (said(then, month).join() !== now.join()) {
            const printed = lines.map(describeFacts).join("\n");
            expect.fail(`${customer} ${month}\nthen ${said(then, month)}\nnow ${now}\n${printed}`);
          }
        }
      }
      expect(compared).toBeGreaterThan(1000);
      expect(relinked).toBeLessThan(compared / 10);
    },
  );
});
