import { formatPeriod, type PeriodRow } from "@tideline/metrics";
import { number } from "./number.ts";
import { numberStyle, selectionKey, waterfallMart } from "./style.ts";
import type { Column } from "./table.ts";
import type { View } from "./view.ts";
import { kindNames } from "./words.ts";

/** The kinds of movement a waterfall has a column for, in the order of a bridge. */
export const drawnKinds = [
  "new",
  "reactivation",
  "add_on",
  "upgrade",
  "downgrade",
  "archive",
  "product_churn",
  "churn",
  "transfer",
  "moved",
  "fx",
] as const;
export type DrawnKind = (typeof drawnKinds)[number];

type MoneyColumn = "opening_minor" | "closing_minor" | `${DrawnKind}_minor`;

/** One column a kind between opening and closing; kinds that are 0 in every row are left out. */
export function periodColumns(view: View, rows: readonly PeriodRow[]): Column<PeriodRow>[] {
  const money = (key: MoneyColumn, name: string): Column<PeriodRow> => {
    const isSigned = key !== "opening_minor" && key !== "closing_minor";
    return {
      key,
      name,
      unit: "money",
      value: (row) => row[key],
      cell: (row) =>
        number(
          {
            value: row[key],
            unit: "money",
            mart: waterfallMart(view, row.label),
            key: `${key} ${row.period}${selectionKey(view, row.label)}`,
            method: name,
          },
          { ...numberStyle(view), isSigned },
        ),
    };
  };
  return [
    {
      key: "period",
      name: "Period",
      unit: "text",
      value: ({ period }) => period,
      cell: ({ period }) => formatPeriod(period),
    },
    money("opening_minor", "opening"),
    ...drawnKinds
      .filter((kind) => rows.some((row) => row[`${kind}_minor`] !== 0))
      .map((kind) => money(`${kind}_minor`, kindNames[kind] ?? kind)),
    money("closing_minor", "closing"),
  ];
}
