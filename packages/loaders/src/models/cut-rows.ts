import type { Model } from "./model.ts";

/** The rows of one cut under its name; its file may give any type that can be a date or a text. */
export const cutSql = (
  cut: Model,
): string => `select '${cut.name}' as cut, customer_id, cast(from_month as date) as from_month,
  cast(label as varchar) as label from (\n${cut.sql}\n)`;

/**
 * One model of all cuts: cut, customer_id, from_month (null: from the beginning) and label.
 * A cut's file gives the last three; its name is the cut's.
 */
export function cutRows(cuts: readonly Model[]): Model {
  const parts = cuts.map(cutSql);
  const none =
    "select null as cut, null as customer_id, cast(null as date) as from_month, null as label where false";
  return {
    name: "cut_rows",
    layer: "ledger",
    file: "cuts/*.sql",
    sql: parts.length > 0 ? parts.join("\nunion all\n") : none,
    about: "The rows of every cut.",
    grain: [],
    columns: new Map([
      ["cut", "name of the cut's file"],
      ["customer_id", "the company's own key"],
      ["from_month", "first month of the label; null is from the beginning"],
      ["label", "null where the cut says nothing of the customer"],
    ]),
    checks: [],
    notes: new Map(),
    reads: [...new Set(cuts.flatMap((cut) => cut.reads))].sort(),
  };
}
