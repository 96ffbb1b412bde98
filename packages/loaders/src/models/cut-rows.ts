import type { Model } from "./model.ts";

/**
 * The rows of one cut under its name; its file may give any type that can be a date or a text. A cut that changes gives
 * a `from_month`, one that differs between live and committed a `basis`; of one that does not, the empty one put after
 * its columns is taken.
 */
export const cutSql = (
  cut: Model,
): string => `select '${cut.name}' as cut, cast(customer_id as varchar) as customer_id,
  cast(from_month as date) as from_month,
  cast(label as varchar) as label, cast(basis as varchar) as basis
  from (select cut.*, cast(null as date) as from_month, cast(null as varchar) as basis from (\n${cut.sql}\n) as cut)`;

/**
 * One model of all cuts: cut, customer_id, from_month (null: from the beginning), label and basis (null: both).
 * A cut's file gives customer_id and label, and the others where they matter; its name is the cut's.
 */
export function cutRows(cuts: readonly Model[]): Model {
  const parts = cuts.map(cutSql);
  const none =
    "select cast(null as varchar) as cut, cast(null as varchar) as customer_id, cast(null as date) as from_month, cast(null as varchar) as label, cast(null as varchar) as basis where false";
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
      ["basis", "live or committed, where the label differs; null is both"],
    ]),
    checks: [],
    notes: new Map(),
    reads: [...new Set(cuts.flatMap((cut) => cut.reads))].sort(),
  };
}
