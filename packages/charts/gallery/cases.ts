import {
  type BridgeRow,
  type BridgeSelection,
  balanceLine,
  basisBridge,
  billedBridge,
  divergence,
  labelBars,
  type MovementSelection,
  movementBars,
  rateLines,
  shareCurve,
  sparkline,
  waterfallBridge,
} from "../src/index.ts";
import { cohortCases } from "./cohort-cases.ts";
import { riskCases } from "./risk-cases.ts";
import {
  bridgeRow,
  closingRows,
  industryRows,
  movementRows,
  quarter,
  ratePoints,
  shareRows,
  wobble,
} from "./sample-rows.ts";

/** One state of one chart: drawn at a width, telling `choose` what the reader chose. */
export type Case = {
  chart: string;
  state: string;
  draw: (width: number, choose: (what: unknown) => void) => Element;
};

const usd = { currency: "USD", exponent: 2 } as const;
const jpy = { currency: "JPY", exponent: 0 } as const;

const bridges: [string, BridgeRow | BridgeRow[], typeof usd | typeof jpy][] = [
  ["a quarter", quarter, usd],
  ["no rows", [], usd],
  ["no movement", bridgeRow("2025-11", 1_000_000, {}), usd],
  ["all zero", bridgeRow("2025-11", 0, {}), usd],
  ["first month, from 0", bridgeRow("2025-01", 0, { new_minor: 842_000 }), usd],
  ["everybody left", bridgeRow("2025", 5_000_000, { churn_minor: -5_000_000 }), usd],
  [
    "yen, huge",
    bridgeRow("2025", 987_654_321_098, {
      new_minor: 123_456_789_012,
      churn_minor: -98_765_432_109,
      fx_minor: -45_678_901_234,
    }),
    jpy,
  ],
  ["twelve months summed", movementRows(12), usd],
  [
    "everything, a cut's label",
    bridgeRow("2025-Q2", 50_000_000, {
      ...Object.fromEntries(
        Object.entries(quarter).filter(([key]) => key.endsWith("_minor") && !/opening|closing/.test(key)),
      ),
      downgrade_quantity_minor: -1_400_000,
      transfer_minor: -900_000,
      fx_minor: 420_000,
      moved_minor: -2_100_000,
    }),
    usd,
  ],
  [
    "totals near each other",
    bridgeRow("2025-11", 329_710_000, { new_minor: 90_000, churn_minor: -60_000 }),
    usd,
  ],
  ["does not foot", { ...quarter, closing_minor: quarter.closing_minor + 2_000_000 }, usd],
];

const quarterKey = (index: number) => `${2023 + Math.floor(index / 4)}-Q${(index % 4) + 1}`;
const movements: [string, BridgeRow[], typeof usd | typeof jpy][] = [
  ["24 months", movementRows(24), usd],
  ["60 months", movementRows(60), usd],
  [
    "9 quarters, last partial",
    movementRows(9, 3, quarterKey).map((row, index) => ({ ...row, is_partial: index === 8 })),
    usd,
  ],
  ["5 years", movementRows(5, 12, (index) => String(2021 + index)), usd],
  ["one month", movementRows(1), usd],
  ["no rows", [], usd],
  ["nothing happened", [bridgeRow("2025-01", 100, {}), bridgeRow("2025-02", 100, {})], usd],
  [
    "only losses",
    movementRows(6).map((row) => bridgeRow(row.period, row.opening_minor, { churn_minor: row.churn_minor })),
    usd,
  ],
  [
    "yen, huge, exchange rates",
    movementRows(12, 4000).map((row, index) =>
      bridgeRow(row.period, row.opening_minor, { ...row, fx_minor: Math.round(6e9 * wobble(index)) }),
    ),
    jpy,
  ],
];

const nrr = ratePoints(24, 1.07, 0.02, 1);
const grr = ratePoints(24, 0.9, 0.012, 2);
const gone = (points: typeof nrr, from: number, to: number) =>
  points.map((point, index) => (index >= from && index < to ? { ...point, rate: null } : point));
const whole = { reference: { value: 1, label: "100 %" } } as const;

const drawn: Case[] = [
  ...bridges.map(
    ([state, rows, money]): Case => ({
      chart: "waterfallBridge",
      state,
      draw: (width, choose) =>
        waterfallBridge(rows, {
          width,
          ...money,
          onSelect: (selection: BridgeSelection) => choose(selection),
        }),
    }),
  ),
  {
    chart: "waterfallBridge",
    state: "churn chosen",
    draw: (width, choose) =>
      waterfallBridge(quarter, { width, ...usd, selected: { kind: "churn", part: null }, onSelect: choose }),
  },
  ...(
    [
      ["signed, changed, noticed, paused", 330_000_000, [4_200_000, 900_000, -3_100_000, 250_000]],
      ["nothing between", 330_000_000, [0, 0, 0, 0]],
      ["only signed, nothing live", 0, [1_200_000, 0, 0, 0]],
      ["all noticed", 9_000_000, [0, 0, -9_000_000, 0]],
    ] as const
  ).map(
    ([state, live, [started, changes, noticed, paused]]): Case => ({
      chart: "basisBridge",
      state,
      draw: (width) =>
        basisBridge(
          {
            report_month: "2025-12-01",
            live_minor: live,
            signed_not_started_minor: started,
            signed_changes_minor: changes,
            noticed_minor: noticed,
            paused_minor: paused,
            committed_minor: live + started + changes + noticed + paused,
          },
          { width, ...usd },
        ),
    }),
  ),
  ...[
    {
      state: "a month",
      missing_invoice_minor: -1_170_500,
      timing_minor: -363_600,
      rounding_minor: 1,
      gap: 0,
    },
    { state: "nothing between", missing_invoice_minor: 0, timing_minor: 0, rounding_minor: 0, gap: 0 },
    {
      state: "does not foot",
      missing_invoice_minor: -1_170_500,
      timing_minor: 0,
      rounding_minor: 0,
      gap: 90_000,
    },
  ].map(({ state, gap, ...causes }) => ({
    chart: "billedBridge",
    state,
    draw: (width: number) => {
      const sum = causes.missing_invoice_minor + causes.timing_minor + causes.rounding_minor;
      const others = { missing_contract_minor: 0, proration_minor: 0, credit_minor: 0, amount_minor: 0 };
      const billed_minor = 33_489_600 + sum + gap;
      const row = { report_month: "2025-12-01", mrr_minor: 33_489_600, ...causes, ...others, billed_minor };
      return billedBridge(row, { width, ...usd });
    },
  })),
  { chart: "billedBridge", state: "no row", draw: (width) => billedBridge(null, { width, ...usd }) },
  { chart: "basisBridge", state: "no row", draw: (width) => basisBridge(null, { width, ...usd }) },
  {
    chart: "waterfallBridge",
    state: "churn by whether it was avoidable",
    draw: (width, choose) =>
      waterfallBridge(
        { ...quarter, avoidable_churn_minor: -1_900_000, unavoidable_churn_minor: -700_000 },
        { width, ...usd, measure: "CMRR", onSelect: choose },
      ),
  },
  {
    chart: "waterfallBridge",
    state: "not choosable",
    draw: (width) => waterfallBridge(quarter, { width, ...usd, measure: "CMRR" }),
  },
  ...movements.map(
    ([state, rows, money]): Case => ({
      chart: "movementBars",
      state,
      draw: (width, choose) =>
        movementBars(rows, {
          width,
          ...money,
          onSelect: (selection: MovementSelection) => choose(selection),
        }),
    }),
  ),
  {
    chart: "movementBars",
    state: "a month chosen",
    draw: (width, choose) =>
      movementBars(movementRows(24), {
        width,
        ...usd,
        selected: { period: "2025-03", kind: "churn" },
        onSelect: choose,
      }),
  },
  {
    chart: "labelBars",
    state: "rates by industry",
    draw: (width, choose) =>
      labelBars(industryRows, {
        width,
        unit: "rate",
        measure: "Logo churn",
        tone: "loss",
        reference: { value: 0.118, label: "all" },
        onSelect: choose,
      }),
  },
  {
    chart: "labelBars",
    state: "money, negative too",
    draw: (width) =>
      labelBars(
        [
          { label: "North", value: 120_000_00, customers: 80 },
          { label: "South", value: -45_000_00, customers: 60 },
          { label: "", value: 3_000_00, customers: 4 },
        ],
        { width, unit: { kind: "money", ...usd }, measure: "Net change" },
      ),
  },
  {
    chart: "labelBars",
    state: "many labels",
    draw: (width) =>
      labelBars(
        Array.from({ length: 45 }, (_, index) => ({
          label: `A label with a long name, number ${index + 1}`,
          value: 0.3 + 0.2 * wobble(index),
          customers: index * 7,
        })),
        { width, unit: "rate", measure: "GRR" },
      ),
  },
  { chart: "labelBars", state: "no rows", draw: (width) => labelBars([], { width, unit: "rate" }) },
  {
    chart: "labelBars",
    state: "all null",
    draw: (width) =>
      labelBars(
        industryRows.map((row) => ({ ...row, value: null })),
        { width, unit: "rate" },
      ),
  },
  {
    chart: "labelBars",
    state: "one row, 0",
    draw: (width) => labelBars([{ label: "All", value: 0, customers: 1 }], { width, unit: "rate" }),
  },
  {
    chart: "divergence",
    state: "case 19",
    draw: (width) =>
      divergence(
        [
          { name: "Cohort", rate: 1.1, is_method: true },
          { name: "Returned customers", rate: -0.266667, is_method: false },
          { name: "Bridge", rate: 0.833333, is_method: true },
          { name: "Compounded", rate: 0.833333, is_method: true },
        ],
        { width },
      ),
  },
  {
    chart: "divergence",
    state: "near each other",
    draw: (width) =>
      divergence(
        [
          { name: "Cohort", rate: 1.084, is_method: true },
          { name: "Returned customers", rate: -0.006, is_method: false },
          { name: "Growth of customers won since", rate: 0.019, is_method: false },
          { name: "Losses of customers won since", rate: -0.011, is_method: false },
          { name: "Bridge", rate: 1.086, is_method: true },
          { name: "Growing base", rate: -0.009, is_method: false },
          { name: "Compounded", rate: 1.0735, is_method: true },
        ],
        { width },
      ),
  },
  {
    chart: "divergence",
    state: "one missing",
    draw: (width) =>
      divergence(
        [
          { name: "Cohort", rate: 1.1, is_method: true },
          { name: "Bridge", rate: 0.9, is_method: true },
          { name: "Compounded", rate: null, is_method: true },
        ],
        { width },
      ),
  },
  {
    chart: "divergence",
    state: "all null",
    draw: (width) =>
      divergence(
        [
          { name: "Cohort", rate: null, is_method: true },
          { name: "Bridge", rate: null, is_method: true },
        ],
        { width },
      ),
  },
  { chart: "divergence", state: "no rows", draw: (width) => divergence([], { width }) },
  ...[
    ["a fifth holds 80 %", 50, 3],
    ["even", 50, 0],
    ["one customer", 1, 0],
    ["no rows", 0, 0],
  ].map(
    ([state, customers, power]): Case => ({
      chart: "shareCurve",
      state: String(state),
      draw: (width) => shareCurve(shareRows(Number(customers), Number(power)), { width }),
    }),
  ),
  ...[
    ["24 months", Array.from({ length: 24 }, (_, index) => 1 + index * 0.02 + 0.03 * wobble(index))],
    ["gaps", [null, 3, 4, null, 5, null, null, 6, 7, null]],
    ["one value", [4]],
    ["flat", [4, 4, 4]],
    ["no values", []],
    ["all null", [null, null]],
    ["huge", [1e15, -1e15, 5e14]],
  ].map(
    ([state, values]): Case => ({
      chart: "sparkline",
      state: state as string,
      draw: () => sparkline(values as (number | null)[], { width: 120, height: 28, label: "GRR" }),
    }),
  ),
  {
    chart: "balanceLine",
    state: "60 months, 24 shown",
    draw: (width) => balanceLine(closingRows(60), { width, ...usd }),
  },
  {
    chart: "balanceLine",
    state: "10 months",
    draw: (width) => balanceLine(closingRows(10), { width, ...usd }),
  },
  {
    chart: "balanceLine",
    state: "from 0",
    draw: (width) =>
      balanceLine(
        closingRows(30).map((row, index) => ({
          ...row,
          closing_minor: (row.closing_minor ?? 0) * (index / 30),
        })),
        { width, ...usd },
      ),
  },
  {
    chart: "balanceLine",
    state: "gaps",
    draw: (width) =>
      balanceLine(
        closingRows(20).map((row, index) => (index % 7 === 3 ? { ...row, closing_minor: null } : row)),
        { width, ...usd },
      ),
  },
  {
    chart: "balanceLine",
    state: "one month, yen",
    draw: (width) => balanceLine(closingRows(1, 5000), { width, ...jpy }),
  },
  {
    chart: "balanceLine",
    state: "all null",
    draw: (width) =>
      balanceLine(
        closingRows(3).map((row) => ({ ...row, closing_minor: null })),
        { width, ...usd },
      ),
  },
  { chart: "balanceLine", state: "no rows", draw: (width) => balanceLine([], { width, ...usd }) },
  {
    chart: "rateLines",
    state: "NRR and GRR",
    draw: (width) =>
      rateLines(
        [
          { name: "NRR", points: nrr },
          { name: "GRR", points: grr },
        ],
        { width, measure: "Retention, 12 months", ...whole },
      ),
  },
  {
    chart: "rateLines",
    state: "three methods, close",
    draw: (width) =>
      rateLines(
        [
          { name: "Cohort", points: nrr },
          { name: "Bridge", points: ratePoints(24, 1.072, 0.018, 1.1) },
          { name: "Compounded", points: ratePoints(24, 1.069, 0.02, 0.95) },
        ],
        { width, measure: "NRR" },
      ),
  },
  {
    chart: "rateLines",
    state: "gaps and few",
    draw: (width) =>
      rateLines(
        [
          { name: "Logo churn", points: gone(ratePoints(24, 0.02, 0.015, 3, 12), 9, 14) },
          { name: "Revenue churn", points: gone(ratePoints(24, 0.014, 0.006, 4), 0, 12) },
        ],
        { width, measure: "Churn", base: "zero" },
      ),
  },
  {
    chart: "rateLines",
    state: "one month",
    draw: (width) => rateLines([{ name: "NRR", points: nrr.slice(0, 1) }], { width, measure: "NRR" }),
  },
  {
    chart: "rateLines",
    state: "all null",
    draw: (width) => rateLines([{ name: "NRR", points: gone(nrr, 0, 24) }], { width, measure: "NRR" }),
  },
  {
    chart: "rateLines",
    state: "one of two null",
    draw: (width) =>
      rateLines(
        [
          { name: "NRR", points: nrr },
          { name: "GRR", points: gone(grr, 0, 24) },
        ],
        { width, measure: "NRR" },
      ),
  },
  { chart: "rateLines", state: "no rows", draw: (width) => rateLines([], { width, measure: "NRR" }) },
  {
    chart: "rateLines",
    state: "many names, negative",
    draw: (width) =>
      rateLines(
        Array.from({ length: 8 }, (_, index) => ({
          name: `Region number ${index + 1}`,
          points: ratePoints(24, -0.02 + index * 0.004, 0.02, 1),
        })),
        { width, measure: "Net expansion", ...{ reference: { value: 0, label: "0 %" } } },
      ),
  },
];

/** Every chart in every state worth looking at; the browser tests draw the same. */
export const cases: readonly Case[] = [...drawn, ...cohortCases, ...riskCases];
