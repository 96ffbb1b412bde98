import { intervalDots } from "../src/cohorts.ts";
import { type RiskBubble, riskBubbles } from "../src/risk.ts";
import type { Case } from "./cases.ts";
import { wobble } from "./sample-rows.ts";

const bands = [
  { band: "red", band_no: 1, above: 0, up_to: 50 },
  { band: "yellow", band_no: 2, above: 50, up_to: 70 },
  { band: "green", band_no: 3, above: 70, up_to: 100 },
];

const day = (after: number) => new Date(Date.UTC(2025, 11, 31 + after)).toISOString().slice(0, 10);

/** Renewals whose score wanders; one in eight has none, one in six a notice. */
const renewals = (many: number, every: number): RiskBubble[] =>
  Array.from({ length: many }, (_, at) => {
    const score = at % 8 === 3 ? null : Math.round(40 + 58 * Math.abs(wobble(at, 1)));
    const found = bands.find(({ up_to }) => score !== null && score <= up_to);
    return {
      key: `C${at}`,
      name: ["Acme", "Northfield Precision Instruments", "Blue Harbour"][at % 3] ?? "",
      due_on: day(-20 + at * every),
      state: at * every < 20 ? "late" : at % 6 === 1 ? "noticed" : "open",
      score,
      band: found?.band ?? "unscored",
      band_no: found?.band_no ?? 0,
      amount_minor: 20_000 + ((at * 7_919) % 400_000),
    };
  });

const bubbles = (state: string, rows: readonly RiskBubble[]): Case => ({
  chart: "riskBubbles",
  state,
  draw: (width, choose) =>
    riskBubbles(rows, {
      width,
      asOf: "2025-12-31",
      bands,
      currency: "USD",
      exponent: 2,
      onSelect: (key) => choose({ key }),
    }),
});

const dot = (group: string, label: string, band_no: number, value: number | null, count: number) => ({
  group,
  label,
  band_no,
  value,
  lower: value === null ? null : Math.max(0, value - 0.09),
  upper: value === null ? null : Math.min(1, value + 0.14),
  count,
});

/** Every state of the figures of validation and of renewals at risk. */
export const riskCases: readonly Case[] = [
  bubbles("nine renewals", renewals(9, 17)),
  bubbles("one renewal", renewals(1, 1)),
  bubbles("no rows", []),
  {
    chart: "intervalDots",
    state: "bands at two horizons",
    draw: (width) =>
      intervalDots(
        [
          dot("30 days before", "red", 1, 0.62, 140),
          dot("30 days before", "yellow", 2, 0.2, 250),
          dot("30 days before", "green", 3, 0.04, 1_480),
          dot("90 days before", "red", 1, 0.3, 12),
          dot("90 days before", "unscored", 0, null, 0),
        ],
        { width, measure: "Lost by band", counted: "renewals" },
      ),
  },
  {
    chart: "intervalDots",
    state: "against a coin",
    draw: (width) =>
      intervalDots([{ ...dot("", "180 days before", 1, 0.48, 900), band_no: null }], {
        width,
        measure: "Area under the ROC curve",
        counted: "renewals",
        reference: { value: 0.5, label: "a coin: 50 %" },
        domain: [0.3, 1],
      }),
  },
  {
    chart: "intervalDots",
    state: "no rows",
    draw: (width) => intervalDots([], { width, measure: "Lost by band", counted: "renewals" }),
  },
];
