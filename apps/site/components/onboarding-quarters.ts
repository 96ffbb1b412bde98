import { activationRate, type DaysInQuarter, daysByShare, formatNumber } from "@tideline/metrics";
import { h } from "./dom.ts";
import { live } from "./live.ts";
import { type Measured, number } from "./number.ts";
import {
  type Onboarding,
  onboardingMeasured,
  onboardingStyle,
  quarterName,
  type TimeToValue,
} from "./onboarding-data.ts";
import type { Page } from "./page.ts";
import { dataTable } from "./table.ts";
import type { View } from "./view.ts";

interface Quarter {
  quarter: string;
  rows: DaysInQuarter[];
  customers: number;
  live: number;
  /** Those whose go-live is not recorded: in none of the others. */
  unrecorded: number;
}

function quartersOf({ days, unrecorded }: Pick<Onboarding, "days" | "unrecorded">): Quarter[] {
  const found = new Map<string, DaysInQuarter[]>(
    unrecorded.map(({ signed_quarter }) => [signed_quarter, []]),
  );
  for (const row of days) found.set(row.signed_quarter, [...(found.get(row.signed_quarter) ?? []), row]);
  const sum = (rows: readonly DaysInQuarter[]) => rows.reduce((total, { customers }) => total + customers, 0);
  return [...found]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([quarter, rows]) => ({
      quarter,
      rows,
      customers: sum(rows),
      live: sum(rows.filter(({ onboarding_days }) => onboarding_days !== null)),
      unrecorded: unrecorded
        .filter(({ signed_quarter }) => signed_quarter === quarter)
        .reduce((total, { customers }) => total + customers, 0),
    }));
}

function node(page: Page, view: View, onboarding: TimeToValue): Node {
  const quarters = quartersOf(onboarding.of(view, page) ?? { days: [], unrecorded: [] });
  if (quarters.length === 0) return h("span");
  const style = onboardingStyle(page, view);
  const of = (
    { quarter }: Quarter,
    value: number | null,
    name: string,
    unit: Measured["unit"],
    mart = "onboarding__by_days",
  ): Node =>
    number(
      onboardingMeasured(view, {
        value,
        unit,
        mart,
        key: `${name} ${quarter.slice(0, 7)}`,
        method: `customers who signed in ${quarterName(quarter)}: ${name}`,
        reason: "fewer of them are live yet",
      }),
      style,
    );
  const [newest] = quarters.filter(({ rows }) => daysByShare(rows) !== null);
  return h(
    "div.table-section",
    { "data-table": "onboarding-quarters" },
    h(
      "h2",
      null,
      newest
        ? [
            `Of those signed in ${quarterName(newest.quarter)}, half were live within `,
            of(newest, daysByShare(newest.rows), "days of half", "count"),
            " days",
          ]
        : "By quarter of signing",
    ),
    h(
      "p.subtitle",
      null,
      `${view.who} by quarter of signing, newest first · days from signing to go-live by which so many of all were live; who waits counts among all, whose go-live is not recorded does not`,
    ),
    dataTable<Quarter>(
      [
        {
          key: "signed_quarter",
          name: "Signed in",
          unit: "text",
          value: ({ quarter }) => quarterName(quarter),
        },
        {
          key: "customers",
          name: "Customers",
          unit: "count",
          value: (row) => row.customers,
          cell: (row) => of(row, row.customers, "customers", "count"),
        },
        {
          key: "live",
          name: "Live by now",
          unit: "count",
          value: (row) => row.live,
          cell: (row) => of(row, row.live, "live", "count"),
        },
        ...(quarters.some(({ unrecorded }) => unrecorded > 0)
          ? [
              {
                key: "unrecorded",
                name: "Not recorded",
                unit: "count" as const,
                value: (row: Quarter) => row.unrecorded,
                cell: (row: Quarter) =>
                  of(row, row.unrecorded, "unrecorded", "count", "onboarding__customers"),
              },
            ]
          : []),
        {
          key: "live_rate",
          name: "Share live",
          unit: "rate",
          value: (row) => activationRate({ activated: row.live, old_enough: row.customers }),
          cell: (row) =>
            of(
              row,
              activationRate({ activated: row.live, old_enough: row.customers }),
              "live / customers",
              "rate",
            ),
        },
        ...([0.25, 0.5, 0.75, 0.9] as const).map((share) => ({
          key: `days_${formatNumber(100 * share)}`,
          name: share === 0.5 ? "Half, days" : `${formatNumber(100 * share)} %, days`,
          unit: "count" as const,
          value: (row: Quarter) => daysByShare(row.rows, share),
          cell: (row: Quarter) => of(row, daysByShare(row.rows, share), `daysByShare ${share}`, "count"),
        })),
      ],
      quarters,
      { caption: "Time to value by quarter of signing" },
    ),
  );
}

/** Time to value by quarter of signing, newest first. */
export function onboardingQuarters(page: Page, onboarding: TimeToValue): HTMLElement {
  return live(page, (view) => node(page, view, onboarding), { isQuiet: true, usesLedger: true });
}
