import {
  type AucInterval,
  aucInterval,
  aucOfPairs,
  formatDate,
  type LeadDays,
  type PlacedPairs,
  wilsonInterval,
} from "@tideline/metrics";
import { type Columns, rowsFromColumns } from "./data.ts";
import type { Measured, NumberStyle } from "./number.ts";
import type { Page } from "./page.ts";

/** health-validation.json: marts of the page as columns. */
export interface ValidationFile {
  by_band: Columns;
  order: Columns;
  forecasts: Columns;
  lead_times: Columns;
  survival: Columns;
  inputs: Columns;
}

/** A row of `health__validation_by_band`. */
export interface PastBand {
  horizon_days: number;
  band: string;
  band_no: number;
  decisions: number;
  /** Of these, decided so early that nobody could have a score so many days before. */
  too_early: number;
  lost: number;
  due_minor: number;
  lost_minor: number;
}

/** A row of `health__validation_order`. */
export interface Order extends PlacedPairs {
  horizon_days: number;
}

/** A row of `health__forecasts`. */
export interface Forecasts {
  horizon_days: number;
  decisions: number;
  lost: number;
  squared_error_micros: number;
  base_squared_error_micros: number;
}

/** Customers of `health__survival` who were followed for as long. */
export interface BandStay {
  landmark_on: string;
  band: string;
  band_no: number;
  duration_days: number;
  is_event: boolean;
  customers: number;
}

/** The rows of the page. */
export interface Validation {
  bands: readonly PastBand[];
  orders: readonly Order[];
  forecasts: readonly Forecasts[];
  leads: readonly (LeadDays & { due_minor: number })[];
  stays: readonly BandStay[];
  /** Inputs that tell only the present. */
  ofToday: readonly { input: string; title: string }[];
}

/** Turns the file into rows; horizons the longest first. */
export function readValidation(file: ValidationFile): Validation {
  return {
    bands: rowsFromColumns(file.by_band),
    orders: rowsFromColumns(file.order),
    forecasts: rowsFromColumns(file.forecasts),
    leads: rowsFromColumns(file.lead_times),
    stays: rowsFromColumns(file.survival),
    ofToday: rowsFromColumns(file.inputs),
  };
}

/** How the page writes its numbers. */
export function validationStyle(page: Page): NumberStyle {
  const { company } = page.summary;
  return {
    money: { currency: company.currency, exponent: company.exponent },
    basis: `renewals decided, with the score as it stood so many days before, as of ${formatDate(company.as_of)}`,
  };
}

/** The area under the curve of a horizon, or a limit of its interval. */
export function areaOf(order: Order, of: "auc" | "lower" | "upper" = "auc"): Measured {
  const interval: AucInterval | null = aucInterval(order);
  const key = of === "auc" ? "aucOfPairs" : `aucInterval ${of}`;
  return {
    value: of === "auc" ? aucOfPairs(order) : (interval?.[of] ?? null),
    unit: "rate",
    mart: "health__validation_order",
    key: `${key} ${order.horizon_days} days`,
    method:
      of === "auc"
        ? "area under the ROC curve: pairs in which the lost one had scored lower / all pairs, ties half"
        : "95 % interval (DeLong)",
    reason:
      of === "auc"
        ? "none of the scored renewals was lost, or none was kept"
        : "too few were lost or kept, or the order is perfect",
  };
}

/** The share of a band that was lost, or a limit of its interval. */
export function lostShare(row: PastBand, of: "share" | "lower" | "upper" = "share"): Measured {
  const interval = wilsonInterval(row.lost, row.decisions);
  return {
    value: interval?.[of] ?? null,
    unit: "rate",
    mart: "health__validation_by_band",
    key: `${of === "share" ? "lost / decisions" : `wilsonInterval ${of}`} ${row.horizon_days} days ${row.band}`,
    method: of === "share" ? "renewals lost / decided" : "95 % interval (Wilson)",
    reason: "none was decided",
  };
}
