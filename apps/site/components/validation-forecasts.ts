import { forecastError, forecastSkill, formatNumber, formatPeriod } from "@tideline/metrics";
import { monthNumber } from "./calendar.ts";
import { h } from "./dom.ts";
import { definitionAddress } from "./frame.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { type Column, dataTable } from "./table.ts";
import { type Forecasts, type Validation, validationStyle } from "./validation-data.ts";
import { decidedTooEarly } from "./validation-early.ts";
import { isTooFew } from "./validation-verdicts.ts";

/** Whether a probability by band foretells more than one rate for everybody. */
export function validationForecasts(page: Page, { forecasts }: Validation): HTMLElement {
  const style = {
    ...validationStyle(page),
    basis: "renewals decided, each forecast from what was decided by the day of its score",
  };
  const of = (
    row: Forecasts,
    value: number | null,
    name: string,
    unit: Measured["unit"],
    isInWords = false,
  ): Node =>
    number(
      {
        value,
        unit,
        mart: "health__forecasts",
        key: `${name} ${row.horizon_days} days`,
        method: name === "decisions" ? "renewals forecast" : name,
        reason: "no renewal could be forecast",
        // A Brier score lives in its third decimal.
        ...(unit === "ratio" && value !== null ? { text: formatNumber(value, { digits: 3 }) } : {}),
      },
      { ...style, isSigned: name === "forecastSkill" && !isInWords },
    );
  const column = (
    name: string,
    title: string,
    value: (row: Forecasts) => number | null,
    unit: "rate" | "ratio" | "count" = "ratio",
  ): Column<Forecasts> => ({
    key: name,
    name: title,
    unit,
    value,
    cell: (row) => of(row, value(row), name, unit),
  });
  const base = (row: Forecasts) =>
    forecastError({ decisions: row.decisions, squared_error_micros: row.base_squared_error_micros });
  const best = [...forecasts].sort((a, b) => (forecastSkill(b) ?? -9) - (forecastSkill(a) ?? -9))[0];
  const skill = best ? forecastSkill(best) : null;
  return h(
    "div.table-section",
    { "data-table": "validation-forecasts" },
    h(
      "h2",
      null,
      best === undefined || skill === null
        ? "Whether its probabilities hold cannot be told yet"
        : forecasts.every(isTooFew)
          ? "Too few were lost or kept to say whether its probabilities hold"
          : skill > 0
            ? [
                "A probability by band was ",
                of(best, skill, "forecastSkill", "rate", true),
                ` closer to what happened than one rate for everybody, ${best.horizon_days} days before`,
              ]
            : "A probability by band foretold no more than one rate for everybody",
    ),
    h(
      "p.subtitle",
      null,
      "each decided renewal forecast with the share lost of its band up to the day of its score · mean squared error (Brier score): 0 is perfect, 0.25 what 50 % for everybody gives",
    ),
    forecasts.length === 0
      ? h("p.note", null, "n/a: no band had 20 renewals decided before another one's score.")
      : dataTable<Forecasts>(
          [
            {
              key: "horizon_days",
              name: "Days before the decision",
              unit: "count",
              value: ({ horizon_days }) => horizon_days,
            },
            column("decisions", "Renewals forecast", ({ decisions }) => decisions, "count"),
            column("forecastError", "Error by band", forecastError),
            column("forecastError of one rate", "Error of one rate", base),
            column("forecastSkill", "Closer by", forecastSkill, "rate"),
          ],
          forecasts,
          { caption: "How far forecasts were from what happened" },
        ),
    h("p.actions", null, h("a", { href: definitionAddress("forecastSkill") }, "definition")),
  );
}

/** That nobody can be followed for a year from a band, where health is younger; null where it is not. */
function healthTooYoung({ summary }: Page, { stays }: Pick<Validation, "stays">): string | null {
  const { last_month } = summary.company;
  if (!summary.health_from || !last_month || stays.length > 0) return null;
  const landmark = monthNumber(last_month) - 12;
  return landmark < monthNumber(summary.health_from)
    ? `Who of each band is still there a year on cannot be told yet: health begins in ${formatPeriod(summary.health_from)}, because exports told too little before, and nobody has been followed from a band for a year.`
    : null;
}

/** What no validation can show, and what is left out of this one. */
export function validationLimits(page: Page, { ofToday, orders, bands, stays }: Validation): HTMLElement {
  if (orders.length === 0) return h("div");
  const early = decidedTooEarly(page, { bands });
  const young = healthTooYoung(page, { stays });
  return h(
    "div.prose",
    { "data-section": "validation-limits" },
    h("h2", null, "What this cannot show"),
    h(
      "ul",
      null,
      h(
        "li",
        null,
        "Saves count against the score. Where customer success calls whom it flags, some of the red renew because of it; its warnings then look wrong. Only leaving some unattended by lot would tell, and nobody should.",
      ),
      h(
        "li",
        null,
        ofToday.length > 0
          ? `Left out of every score, because their exports tell only the present: ${ofToday.map(({ title }) => title).join("; ")}.`
          : "No input had to be left out for telling only the present.",
      ),
      h(
        "li",
        null,
        "Customers without a score are in no pair; they have a row of their own among the bands. Subscriptions without a term have no renewal, and are not judged here.",
      ),
      early && h("li", null, early),
      young && h("li", null, young),
      h(
        "li",
        null,
        "A score made of what customers do says nothing of a buyer that is bought or goes bankrupt: some losses no score can foresee.",
      ),
    ),
    h(
      "p",
      null,
      h("a", { href: `at-risk.html${page.shared()}` }, "What these rates mean for the renewals ahead"),
    ),
  );
}
