import {
  bandLossRate,
  type ExpectedLoss,
  expectedLoss,
  type FearAgreement,
  formatDate,
  formatNumber,
  type RiskBand,
} from "@tideline/metrics";
import type { RiskSelection } from "./at-risk-selection-module.ts";
import { chosenWho } from "./customers-chosen.ts";
import { type Columns, rowsFromColumns } from "./data.ts";
import type { Measured, NumberStyle } from "./number.ts";
import type { Page } from "./page.ts";
import type { AheadState } from "./renewal-data.ts";

/** at-risk.json: marts of the page as columns. */
export interface AtRiskFile {
  by_band: Columns;
  agreement: Columns;
  exports: Columns;
  past: Columns;
  bands: Columns;
}

/** at-risk-rows.json: the renewals and customers behind it. */
export interface AtRiskRowsFile {
  renewals: Columns;
  customers: Columns;
}

/** at-risk-all-rows.json: all of them, and every active customer, for any filter. */
export interface AtRiskAllRowsFile extends AtRiskRowsFile {
  standing: Columns;
}

/** A row of `at_risk__by_band`. */
export type AheadBand = RiskBand;

/** A row of `at_risk__renewals`, with the customer's name. */
export interface RiskRow {
  customer_id: string;
  name: string | null;
  due_on: string;
  days_ahead: number;
  horizon_days: number | null;
  state: AheadState;
  due_minor: number;
  signed_due_minor: number;
  noticed_due_minor: number;
  remaining_minor: number;
  late_due_minor: number;
  open_due_minor: number;
  band: string;
  band_no: number;
  final_score: number | null;
  committed_minor: number | null;
  csm: string | null;
  is_flagged: boolean;
  anticipated_loss_minor: number;
}

/** A row of `at_risk__customers`, with the customer's name. */
export interface FearedRow {
  customer_id: string;
  name: string | null;
  is_flagged: boolean;
  flagged_on: string | null;
  probability: number | null;
  noted_on: string | null;
  band: string;
  band_no: number;
  final_score: number | null;
  committed_minor: number;
  anticipated_loss_minor: number;
  csm: string | null;
}

/** What the score says of a customer. */
export const SCORE_VIEWS = ["lowest", "higher", "unscored"] as const;
export type ScoreView = (typeof SCORE_VIEWS)[number];

/** A row of `at_risk__agreement`. */
export type AgreementRow = FearAgreement;

/** A row of `at_risk__exports`: what can tell whom customer success fears for. */
export interface FearExport {
  export: "expected_losses" | "activities";
  row_count: number;
  telling_rows: number;
}

/**
 * Why does an export tell nothing of whom customer success fears for? Null where it does.
 *
 * @example whyNoFear({ export: "activities", row_count: 12, telling_rows: 0 }) // "none of the 12 activities read notes a risk"
 */
export function whyNoFear({ export: name, row_count, telling_rows }: FearExport): string | null {
  if (telling_rows > 0) return null;
  if (row_count === 0) return `no export of ${name} was read`;
  if (row_count === 1) return "the one activity read notes no risk";
  return `none of the ${formatNumber(row_count)} activities read notes a risk`;
}

/** The rows of the page. */
export interface AtRisk {
  /** Names the filters in keys; "" where all are shown. */
  chosen: string;
  ahead: readonly AheadBand[];
  agreement: readonly AgreementRow[];
  past: readonly { horizon_days: number; band: string; band_no: number; decisions: number; lost: number }[];
  bands: readonly { band: string; band_no: number; above: number; up_to: number }[];
  /** Why exports tell nothing of whom customer success fears for, one text each. */
  fearless: readonly string[];
  /** Some export tells whom customer success fears for. */
  hasFears: boolean;
  /** Nobody has a score: no export says what customers do. */
  hasHealth: boolean;
}

/** Turns the file into rows. */
export function readAtRisk(file: AtRiskFile): AtRisk {
  const bands = rowsFromColumns<AtRisk["bands"][number]>(file.bands);
  const ahead = rowsFromColumns<AheadBand>(file.by_band);
  const agreement = rowsFromColumns<AgreementRow>(file.agreement);
  const reasons = rowsFromColumns<FearExport>(file.exports).map(whyNoFear);
  return {
    chosen: "",
    ahead,
    agreement,
    fearless: reasons.filter((reason) => reason !== null),
    hasFears: reasons.includes(null),
    past: rowsFromColumns(file.past),
    bands,
    hasHealth:
      agreement.some(({ score_view }) => score_view !== "unscored") ||
      ahead.some(({ band_no }) => band_no > 0),
  };
}

/** The renewals ahead and the customers feared for. */
export interface RiskRows {
  /** The worst first. */
  renewals: readonly RiskRow[];
  feared: readonly FearedRow[];
}

const readRows = new WeakMap<object, RiskRows>();

const urgency = { late: 0, open: 1, noticed: 2, signed: 3 } as const;

/** Late first, then open, then noticed; within them the lowest band, then the largest. */
export function worstFirst(renewals: readonly RiskRow[]): RiskRow[] {
  return [...renewals].sort(
    (a, b) =>
      urgency[a.state] - urgency[b.state] ||
      (a.band_no || 1000) - (b.band_no || 1000) ||
      b.due_minor - a.due_minor ||
      (a.customer_id < b.customer_id ? -1 : 1),
  );
}

/** What chooses customers of the page, with their renewals. */
const selectionOf = (page: Page): RiskSelection | null => page.chosenRows as RiskSelection | null;

/** What is shown: all from the marts, or those chosen from the rows; null before what that needs is here. */
export function shownRisk(page: Page, all: AtRisk): AtRisk | null {
  return page.state.only.length === 0 ? all : (selectionOf(page)?.shown(page, all) ?? null);
}

/** The renewals and customers behind what is shown; null before they are here. */
export function riskRows(page: Page): RiskRows | null {
  if (page.state.only.length > 0) return selectionOf(page)?.rows(page) ?? null;
  const file = page.laterRows as AtRiskRowsFile | null;
  if (file === null) return null;
  const known = readRows.get(file) ?? {
    renewals: worstFirst(rowsFromColumns(file.renewals)),
    feared: rowsFromColumns<FearedRow>(file.customers),
  };
  readRows.set(file, known);
  return known;
}

/** How the page writes its numbers. */
export function riskStyle(page: Page): NumberStyle {
  const { company } = page.summary;
  return {
    money: { currency: company.currency, exponent: company.exponent },
    basis: `${chosenWho(page, ", ")}renewals from contract lines, health and CMRR at the last month's end, as known on ${formatDate(company.as_of)}`,
  };
}

/** Where what is ahead comes from: the mart of all, or renewals one by one. */
const aheadMart = (chosen: string) => (chosen ? "at_risk__renewals" : "at_risk__by_band");

/** The sum of a column of some bands ahead, as a number; `key` says of which. */
export function aheadSum(
  { chosen }: Pick<AtRisk, "chosen">,
  rows: readonly AheadBand[],
  { column, key }: { column: keyof InSums; key: string },
): Measured {
  const isCount = column === "renewals" || column === "open_renewals";
  return {
    value: rows.reduce((sum, row) => sum + row[column], 0),
    unit: isCount ? "count" : "money",
    mart: aheadMart(chosen),
    key: `${column} ${key}${chosen}`,
    method: isCount ? "customers x due days" : "monthly amounts of the lines due",
  };
}
type InSums = Omit<AheadBand, "due_quarter" | "horizon_days" | "band" | "band_no">;

/** The past's share lost of a band at a horizon, or a limit of its interval. */
export function pastRate(
  { past }: AtRisk,
  row: Pick<AheadBand, "horizon_days" | "band">,
  of: "share" | "lower" | "upper" = "share",
): Measured {
  const found = past.find((one) => one.horizon_days === row.horizon_days && one.band === row.band);
  return {
    value: bandLossRate(past, row)?.[of] ?? null,
    unit: "rate",
    mart: "health__validation_by_band",
    key: `bandLossRate ${of} ${row.horizon_days ?? "late"} days ${row.band}`,
    method: `${of === "share" ? "renewals lost / decided" : "95 % interval (Wilson) of lost / decided"}, ${row.horizon_days} days before, ${row.band}`,
    reason:
      row.horizon_days === null
        ? "what is late has no counted rate"
        : `fewer than 20 renewals of this band were decided so many days later (${found?.decisions ?? 0})`,
  };
}

/** What would be lost of some bands ahead at the rates of the past. */
export function lossAhead(
  atRisk: AtRisk,
  rows: readonly AheadBand[],
  { of, key }: { of: "expected_minor" | "worst_minor" | "best_minor"; key: string },
): Measured {
  const loss: ExpectedLoss = expectedLoss(rows, atRisk.past);
  return {
    value: loss[of],
    unit: "money",
    mart: aheadMart(atRisk.chosen),
    key: `expectedLoss ${of} ${key}${atRisk.chosen}`,
    method:
      of === "expected_minor"
        ? "open amounts x share lost of their band in the past"
        : `the same with every rate at the ${of === "worst_minor" ? "upper" : "lower"} end of its interval`,
    reason: "no band with open renewals has 20 decided ones to take a rate from",
  };
}
