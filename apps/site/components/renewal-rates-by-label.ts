import { formatPeriod, renewalRateGross, renewalRateLogo, renewalRateNet } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { renewalStyle } from "./renewal-data.ts";
import { renewalKey } from "./renewal-key.ts";
import { type RenewalLabel, renewalLabels, titleOf } from "./renewal-labels.ts";
import type { RenewalSelection } from "./renewal-selection-module.ts";
import type { Column } from "./table.ts";
import type { View } from "./view.ts";
import { quoted } from "./words.ts";

const rates = {
  logo: { key: "renewalRateLogo", name: "Renewal rate, logos", of: renewalRateLogo },
  gross: { key: "renewalRateGross", name: "gross", of: renewalRateGross },
  net: { key: "renewalRateNet", name: "net", of: renewalRateNet },
} as const;

/** Renewal rates of twelve months, label by label of the cut. */
export function renewalRatesByLabel(page: Page, selection: RenewalSelection): HTMLElement {
  const specOf = (view: View): FigureSpec<RenewalLabel> | null => {
    const found = renewalLabels(page, view, selection);
    if (!found) return null;
    const title = titleOf(view);
    const style = renewalStyle(page);
    const rateOf = ({ label, period }: RenewalLabel, rate: keyof typeof rates): Measured => ({
      value: period ? rates[rate].of([period]) : null,
      unit: "rate",
      mart: "renewals__by_customer",
      key: `${rates[rate].key} 12 months to ${view.period.last_month.slice(0, 7)}${renewalKey(page, view, label)}`,
      method: "decided renewals of twelve months, summed",
      reason: "no renewal was decided in these months",
    });
    const decided = ({ period }: RenewalLabel) => period?.decided ?? 0;
    const rows = found
      .filter(({ period }) => (period?.decided ?? 0) + (period?.late_count ?? 0) > 0)
      .sort((a, b) => (rateOf(b, "logo").value ?? -1) - (rateOf(a, "logo").value ?? -1));
    const many = rows.filter((row) => decided(row) >= fewCustomers);
    const [best, last] = [many[0], many.at(-1)];
    const count = (
      column: "decided" | "renewed_logos" | "late_count",
      name: string,
    ): Column<RenewalLabel> => ({
      key: column,
      name,
      unit: "count",
      value: ({ period }) => period?.[column] ?? 0,
    });
    const money = (column: "due_minor" | "renewed_minor", name: string): Column<RenewalLabel> => ({
      key: column,
      name: `${name}, ${page.summary.company.currency}`,
      unit: "money",
      value: ({ period }) => period?.[column] ?? 0,
    });
    return {
      claim:
        best && last && rateOf(best, "logo").value !== rateOf(last, "logo").value
          ? [
              `${quoted(best.name)} renews most: `,
              number(rateOf(best, "logo"), style),
              " of those decided, ",
              number(rateOf(last, "logo"), style),
              ` of ${quoted(last.name)}`,
            ]
          : `Renewals by ${title}`,
      subtitle: `${view.company.name}, ${view.who}, by ${title} when they fell due · share renewed of the renewals decided in twelve months, %; how many those are · to ${formatPeriod(view.period.last_month)}`,
      draw: async (width) =>
        (await loadCharts()).labelBars(
          rows.map((row) => ({
            label: row.name,
            value: rateOf(row, "logo").value,
            customers: decided(row),
          })),
          {
            width,
            unit: "rate",
            measure: "Renewal rate, logos",
            small: fewCustomers,
            counted: "decided",
            order: "given",
          },
        ),
      caveat: `Labels of fewer than ${fewCustomers} decided renewals are hatched and in no claim. A renewal stands under the label of the end of the month before it fell due.`,
      table: {
        columns: [
          { key: "label", name: title, unit: "text", value: ({ name }) => name },
          count("decided", "Decided"),
          count("renewed_logos", "Renewed"),
          ...(["logo", "gross", "net"] as const).map(
            (rate): Column<RenewalLabel> => ({
              key: rates[rate].key,
              name: rates[rate].name,
              unit: "rate",
              value: (row) => rateOf(row, rate).value,
              cell: (row) => number(rateOf(row, rate), style),
            }),
          ),
          money("due_minor", "Due of the decided"),
          money("renewed_minor", "Renewed at"),
          count("late_count", "Late at the end"),
        ],
        rows,
      },
      definition: "renewalRateLogo",
    };
  };
  return figure<RenewalLabel>(page, "Renewal rates by label", specOf, { usesLedger: true, usesCut: true });
}
