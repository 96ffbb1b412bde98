import { formatPercent } from "@tideline/metrics";
import { h } from "./dom.ts";
import { bandsNow, type Health, healthStyle, type InputRow } from "./health-data.ts";
import { live } from "./live.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { dataTable } from "./table.ts";
import { inWords } from "./words.ts";

/** Which way is good, in words. */
const ways: Readonly<Record<string, string>> = {
  higher: "more is better",
  lower: "less is better",
  middle: "neither none nor many",
};

function standing({ missing, tells_present, weight, customers }: InputRow): string {
  if (missing !== "") return `missing export: ${missing.replaceAll("_", " ")}`;
  if (tells_present) return "tells only the present: in no score";
  if (customers === 0) return "the export says nothing of it";
  return weight === 0 ? "has no weight" : "counts";
}

type Weighed = Pick<InputRow, "missing" | "tells_present" | "weight" | "customers">;

/** How much of the weight no score can rest on, and why: exports that are not there, and what no customer has a value of. */
export function weightWords(inputs: readonly Weighed[]): string {
  const share = (of: readonly Weighed[]) => formatPercent(of.reduce((sum, { weight }) => sum + weight, 0));
  const idle = inputs.filter(
    ({ missing, tells_present, customers }) => missing !== "" || tells_present || customers === 0,
  );
  const absent = idle.filter(({ missing, tells_present }) => missing !== "" && !tells_present);
  const silent = idle.filter((input) => input.weight > 0 && !absent.includes(input));
  const shared = "it is shared among the rest, and coverage says so.";
  const untold = `another ${share(silent)} counts for nobody in the newest month`;
  if (absent.length > 0) {
    const start = `${share(absent)} of the weight asks for exports that are not there`;
    return silent.length > 0 ? `${start}, and ${untold}: ${shared}` : `${start}; ${shared}`;
  }
  const start = "Every export a score asks for is there";
  return silent.length > 0
    ? `${start}, but ${share(silent)} of the weight counts for nobody in the newest month: ${shared}`
    : `${start}.`;
}

/** What the score is made of, how many customers have each part, and what the exports leave out. */
export function healthInputs(page: Page, health: Health): HTMLElement {
  return live(
    page,
    (view) => {
      const style = healthStyle(page);
      const all = bandsNow(health, view.state.basis).reduce((sum, row) => sum + row.customers, 0);
      if (health.inputs.length === 0 || all === 0)
        return h("p.note", null, "There is no score to take apart.");
      return h(
        "div",
        null,
        h("p", null, weightWords(health.inputs)),
        dataTable<InputRow>(
          [
            { key: "title", name: "Input", unit: "text", isLong: true, value: ({ title }) => title },
            {
              key: "group_name",
              name: "Group",
              unit: "text",
              value: ({ group_name }) => group_name,
              cell: ({ group_name }) => inWords(group_name),
            },
            {
              key: "direction",
              name: "Good",
              unit: "text",
              value: ({ direction }) => direction,
              cell: ({ direction }) => ways[direction] ?? direction,
            },
            {
              key: "weight",
              name: "Weight",
              unit: "rate",
              value: (row) => row.weight,
              cell: (row) =>
                number(
                  {
                    value: row.weight,
                    unit: "rate",
                    mart: "health__inputs",
                    key: `weight ${row.input}`,
                    method: "share of the score where nothing is missing",
                  },
                  style,
                ),
            },
            {
              key: "customers",
              name: "Customers with it",
              unit: "count",
              value: ({ customers }) => customers,
              cell: (row) =>
                number(
                  {
                    value: row.customers,
                    unit: "count",
                    mart: "health__inputs",
                    key: `customers ${row.input}`,
                    method: "customers with a valid value, active on either basis",
                  },
                  style,
                ),
            },
            { key: "missing", name: "Standing", unit: "text", isLong: true, value: standing },
          ],
          health.inputs,
          { caption: "What the health score is made of" },
        ),
      );
    },
    { isQuiet: true },
  );
}
