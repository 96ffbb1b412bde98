import type { Model } from "./model.ts";

/**
 * The rows of one input of the health score under its name. Where its file says no day the value stands for, the empty one
 * put after its columns is taken.
 */
const inputSql = (
  input: Model,
): string => `select '${input.name}' as input, customer_id, cast(month as date) as month,
  cast(value as double) as value, cast(measured_on as date) as measured_on
  from (select input.*, cast(null as date) as measured_on from (\n${input.sql}\n) as input)`;

/** One model of all inputs of the health score; an input's file gives customer_id, month and value, and may give measured_on. */
export function inputRows(inputs: readonly Model[]): Model {
  return {
    name: "health_input_rows",
    layer: "health",
    file: "health/*.sql",
    sql: inputs.map(inputSql).join("\nunion all\n"),
    about: "The rows of every input of the health score.",
    grain: [],
    columns: new Map([
      ["input", "name of the input's file"],
      ["customer_id", "the company's own key"],
      ["month", "a month's first day: the value is known at its end"],
      ["value", "in the input's unit; null where there is none"],
      ["measured_on", "the day it stands for; null is the month's end"],
    ]),
    checks: [],
    notes: new Map(),
    reads: [...new Set(inputs.flatMap((input) => input.reads))].sort(),
  };
}
