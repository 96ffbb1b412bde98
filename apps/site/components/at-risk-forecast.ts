import { formatDate, formatMoneyCompact, formatPeriod } from "@tideline/metrics";
import { lastMonthAhead } from "./at-risk-answer.ts";
import {
  type AheadBand,
  type AtRisk,
  aheadSum,
  lossAhead,
  pastRate,
  riskStyle,
  shownRisk,
} from "./at-risk-data.ts";
import { loadCohortCharts } from "./cohort-charts.ts";
import { chosenWho } from "./customers-chosen.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { inOrder } from "./health-data.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import type { Column } from "./table.ts";
import type { View } from "./view.ts";

const quarterOf = ({ due_quarter }: AheadBand) =>
  `${due_quarter.slice(0, 4)}-Q${Math.floor((Number(due_quarter.slice(5, 7)) - 1) / 3) + 1}`;

const groupOf = (row: AheadBand): string =>
  row.horizon_days === null ? "Late" : formatPeriod(quarterOf(row));

/** Of a few customers too few were decided for rates of their own. */
const ratesOfAll = ({ chosen }: AtRisk): string => (chosen ? " The rates are those of all customers." : "");

/** What is undecided by quarter and band, and what of it would be lost at the rates of the past. */
export function atRiskForecast(page: Page, all: AtRisk): HTMLElement {
  const specOf = (view: View) => {
    const shown = shownRisk(page, all);
    return shown && forecastOf(page, view, shown);
  };
  return figure<AheadBand>(page, "Undecided by band", specOf, { usesLedger: true });
}

function forecastOf(page: Page, view: View, atRisk: AtRisk): FigureSpec<AheadBand> | null {
  const style = riskStyle(page);
  const { company } = page.summary;
  const undecided = atRisk.ahead.filter((row) => row.open_due_minor + row.late_due_minor > 0);
  const groups = [...new Set(undecided.map(groupOf))].sort((a, b) =>
    a === "Late" ? -1 : b === "Late" ? 1 : 0,
  );
  const rows = groups.flatMap((group) =>
    inOrder(undecided.filter((row) => groupOf(row) === group)).sort(
      (a, b) => Number(a.horizon_days) - Number(b.horizon_days),
    ),
  );
  const keyOf = (row: AheadBand) =>
    `${row.due_quarter.slice(0, 7)} ${row.horizon_days ?? "late"} ${row.band}`;
  const money = (column: "open_due_minor" | "late_due_minor", name: string): Column<AheadBand> => ({
    key: column,
    name,
    unit: "money",
    value: (row) => row[column],
    cell: (row) =>
      row[column] === 0 ? "–" : number(aheadSum(atRisk, [row], { column: column, key: keyOf(row) }), style),
  });
  const rate = (of: "share" | "lower" | "upper", name: string): Column<AheadBand> => ({
    key: of === "share" ? "loss_rate" : `loss_rate_${of}`,
    name,
    unit: "rate",
    value: (row) => pastRate(atRisk, row, of).value,
    cell: (row) => number(pastRate(atRisk, row, of), style),
  });
  if (rows.length === 0) return null;
  const open = rows.filter(({ open_due_minor }) => open_due_minor > 0);
  const worst = [...open].sort(
    (a, b) =>
      Number(lossAhead(atRisk, [a], { of: "expected_minor", key: "" }).value) -
      Number(lossAhead(atRisk, [b], { of: "expected_minor", key: "" }).value),
  )[0];
  const ofWorst = open.filter(({ band }) => band === worst?.band);
  const expected = lossAhead(atRisk, ofWorst, { of: "expected_minor", key: `open ${worst?.band}` });
  return {
    claim:
      worst && expected.value !== null
        ? [
            `Most would go from ${worst.band}, where `,
            number(aheadSum(atRisk, ofWorst, { column: "open_due_minor", key: `open ${worst.band}` }), style),
            " is open: ",
            number(expected, { ...style, tone: "loss" }),
          ]
        : "What is undecided, by band of health",
    subtitle: `${view.company.name}, ${chosenWho(page, ", ")}renewals late, or open up to the end of ${formatPeriod(lastMonthAhead(company.as_of))} · monthly amounts open by band, and the share lost in the past of such renewals, %, with its 95 % interval (Wilson) · as known on ${formatDate(company.as_of)}, health at the last month's end`,
    draw: async (width) =>
      (await loadCohortCharts()).intervalDots(
        open.map((row) => ({
          group: `${groupOf(row)}, ${row.horizon_days} days before`,
          label: `${row.band} ${formatMoneyCompact(row.open_due_minor, style.money)}`,
          band_no: row.band_no,
          value: pastRate(atRisk, row).value,
          lower: pastRate(atRisk, row, "lower").value,
          upper: pastRate(atRisk, row, "upper").value,
          count:
            atRisk.past.find((one) => one.horizon_days === row.horizon_days && one.band === row.band)
              ?.decisions ?? 0,
        })),
        { width, bands: page.summary.health_bands, measure: "Lost in the past", counted: "decided" },
      ),
    caveat:
      "A rate is the share of renewals lost of those decided so many days after the customer stood in the band, at the nearest of 30, 90 and 180 days; it takes large and small to be lost alike. What was noticed early is among the lost of the past, and no longer among what is open: the forecast errs to the cautious side. Late renewals have no counted rate." +
      ratesOfAll(atRisk),
    table: {
      columns: [
        { key: "due", name: "Due in", unit: "text", value: groupOf },
        { key: "band", name: "Band now", unit: "text", value: ({ band }) => band },
        {
          key: "horizon_days",
          name: "Rate of days before",
          unit: "count",
          value: ({ horizon_days }) => horizon_days,
        },
        {
          key: "renewals",
          name: "Renewals",
          unit: "count",
          value: ({ renewals }) => renewals,
          cell: (row) => number(aheadSum(atRisk, [row], { column: "renewals", key: keyOf(row) }), style),
        },
        money("late_due_minor", "Late"),
        money("open_due_minor", "Open"),
        rate("share", "Lost in the past, %"),
        rate("lower", "at least"),
        rate("upper", "at most"),
        ...(["expected_minor", "best_minor", "worst_minor"] as const).map(
          (of): Column<AheadBand> => ({
            key: of,
            name: of === "expected_minor" ? "Would be lost" : of === "best_minor" ? "at least" : "at most",
            unit: "money",
            value: (row) => lossAhead(atRisk, [row], { of, key: keyOf(row) }).value,
            cell: (row) => number(lossAhead(atRisk, [row], { of, key: keyOf(row) }), style),
          }),
        ),
      ],
      rows,
    },
    definition: "expectedLoss",
  };
}
