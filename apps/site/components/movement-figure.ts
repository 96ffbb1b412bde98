import { formatPeriod, type PeriodRow } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { figure } from "./frame.ts";
import { periodColumns } from "./movement-columns.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { isNetGain } from "./period-change.ts";
import { writeQuery } from "./rows-query.ts";
import { numberStyle, selectionKey, waterfallMart } from "./style.ts";
import { periodName } from "./view.ts";
import { basisMrr, mrrWord } from "./words.ts";

const most = { month: 24, quarter: 12, year: 10 } as const;

/** Gains and losses period by period, with the net, up to the chosen period. */
export function movementFigure(page: Page): HTMLElement {
  return figure<PeriodRow>(page, "MRR movements", (view) => {
    const rows = view.periods
      .slice(-most[view.state.by])
      .flatMap(({ period }) => view.series.period(period) ?? []);
    const gains = rows.filter(isNetGain).length;
    const write = (value: number, key: string) =>
      number(
        {
          value,
          unit: "count",
          mart: waterfallMart(view),
          key: `${key} ${view.state.to}${selectionKey(view)}`,
          method:
            "new, reactivation, add-on and upgrade against churn, product churn, downgrade and archive, period by period",
        },
        numberStyle(view),
      );
    const first = rows[0]?.period ?? view.period.period;
    const span = first === view.period.period ? "" : `${formatPeriod(first)} to `;
    const unit = `${view.state.by}${rows.length === 1 ? "" : "s"}`;
    return {
      claim: [
        "Gains outran losses in ",
        write(gains, "periods whose gains outran their losses"),
        " of ",
        write(rows.length, "periods shown"),
        ` ${unit}`,
        gains > 0 && !isNetGain(view.sums()) && `, not in ${periodName(view.period)}`,
      ],
      subtitle: `${view.company.name}, ${view.who} · ${basisMrr(view.state.basis)} movements by ${view.state.by}, ${view.money.currency} a month; the tick is the net · ${span}${periodName(view.period)}`,
      draw: async (width) =>
        (await loadCharts()).movementBars(rows, {
          width,
          measure: mrrWord(view.state.basis),
          ...view.money,
          selected: { period: view.state.to },
          onSelect: ({ kinds, period }) => page.show({ rows: writeQuery({ kinds, period }) }),
        }),
      hint: "Choose a colour to see the customers behind it.",
      table: { columns: periodColumns(view, rows), rows: rows.toReversed() },
      openRows: () => {
        const kinds = [
          "new",
          "reactivation",
          "add_on",
          "upgrade",
          "downgrade",
          "archive",
          "product_churn",
          "churn",
          "transfer",
        ];
        page.show({ rows: writeQuery({ kinds, period: view.state.to }) });
      },
      definition: "movements",
    };
  });
}
