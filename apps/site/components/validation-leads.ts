import { formatDate, leadTime, neverRedShare } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { figure } from "./frame.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { type Validation, validationStyle } from "./validation-data.ts";
import { isTooEarly } from "./validation-verdicts.ts";

/** Losses by how long before them the customer had turned red. */
interface LeadStep {
  name: string;
  key: string;
  lost: number;
  due_minor: number;
}

const steps: readonly [name: string, from: number, to: number][] = [
  ["under 1 month", 0, 30],
  ["1 to 2 months", 31, 60],
  ["2 to 3 months", 61, 91],
  ["3 to 6 months", 92, 182],
  ["6 to 12 months", 183, 365],
];

function stepsOf(leads: Validation["leads"]): LeadStep[] {
  const sum = (name: string, key: string, isIn: (days: number | null) => boolean): LeadStep => {
    const own = leads.filter(({ lead_days }) => isIn(lead_days));
    return {
      name,
      key,
      lost: own.reduce((total, { lost }) => total + lost, 0),
      due_minor: own.reduce((total, { due_minor }) => total + due_minor, 0),
    };
  };
  return [
    sum("never red", "never", (days) => days === null),
    ...steps.map(([name, from, to]) =>
      sum(name, `${from} to ${to} days`, (days) => days !== null && days >= from && days <= to),
    ),
  ];
}

/** How long before a loss the customer had turned red, and how many never did. */
export function validationLeads(page: Page, { leads, orders }: Validation): HTMLElement {
  const style = validationStyle(page);
  const rows = stepsOf(leads);
  const all = rows.reduce((total, { lost }) => total + lost, 0);
  const measure = (value: number | null, unit: Measured["unit"], key: string, method: string): Measured => ({
    value,
    unit,
    mart: "health__lead_times",
    key,
    method,
    reason: "none of the lost had been red",
  });
  const shareOf = (row: LeadStep) =>
    measure(row.lost / all, "rate", `share ${row.key}`, "of the renewals lost");
  return figure<LeadStep>(page, "Lead time", (view) => {
    if (all === 0) return null;
    const lead = leadTime(leads);
    return {
      claim: isTooEarly({ orders, leads })
        ? [
            "Too few were lost or kept to say how early the lost had turned red: ",
            number(measure(all, "count", "lost", "renewals lost"), style),
            " were lost",
          ]
        : lead === null
          ? "None of the lost had turned red before"
          : [
              "Of those that turned red half did so ",
              number(measure(lead, "count", "leadTime", "median days"), style),
              " days before the loss or earlier; ",
              number(measure(neverRedShare(leads), "rate", "neverRedShare", "never red / lost"), style),
              " of the lost gave no warning",
            ],
      subtitle: `${view.company.name}, renewals lost of customers with a score in the year before · share of the lost, %, by time from the first month's end in the lowest band to the loss or its notice · as of ${formatDate(view.company.as_of)}`,
      draw: async (width) =>
        (await loadCharts()).labelBars(
          rows.map((row) => ({ label: row.name, value: row.lost / all, customers: row.lost })),
          {
            width,
            unit: "rate",
            measure: "Share of the lost",
            counted: "renewals",
            order: "given",
            small: 0,
            unassigned: [],
          },
        ),
      caveat:
        "The first red is that of the last decline: what was red and in the highest band again since was not foreseen by it. Scores are of month ends, so a warning may have been there up to a month earlier.",
      table: {
        columns: [
          { key: "lead", name: "First red before the loss", unit: "text", value: ({ name }) => name },
          {
            key: "lost",
            name: "Lost",
            unit: "count",
            value: ({ lost }) => lost,
            cell: (row) => number(measure(row.lost, "count", `lost ${row.key}`, "renewals lost"), style),
          },
          {
            key: "lost_share",
            name: "Share, %",
            unit: "rate",
            value: (row) => row.lost / all,
            cell: (row) => number(shareOf(row), style),
          },
          {
            key: "due_minor",
            name: "Due a month",
            unit: "money",
            value: ({ due_minor }) => due_minor,
            cell: (row) =>
              number(measure(row.due_minor, "money", `due_minor ${row.key}`, "monthly amount due"), style),
          },
        ],
        rows,
      },
      definition: "leadTime",
    };
  });
}
