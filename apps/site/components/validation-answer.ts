import { formatDate, leadTime, neverRedShare } from "@tideline/metrics";
import { type Child, h } from "./dom.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { areaOf, type Order, type Validation, validationStyle } from "./validation-data.ts";
import { decidedTooEarly } from "./validation-early.ts";
import { fewOutcomes, isTooEarly, isTooFew, type Told, toldBy, verdictOf } from "./validation-verdicts.ts";

const words: Readonly<Record<Told, string>> = {
  well: "it told the lost from the kept well",
  fairly: "it told them fairly well",
  little: "it told a little",
  nothing: "it told nothing that a coin would not",
  against: "it pointed the wrong way: the lost had scored higher",
  few: "too few were lost or kept to say",
  nobody: "nobody was lost, or nobody kept",
};

/** "Does the score work?": a verdict, and the numbers it rests on. */
export function validationAnswer(page: Page, { orders, leads, bands }: Validation): HTMLElement {
  const style = { ...validationStyle(page), isStrong: true };
  const missing = orders.every(({ decisions }) => decisions === 0);
  if (missing)
    return h(
      "p.note",
      null,
      `n/a: up to ${formatDate(page.summary.company.as_of)} no renewal was decided of a customer that had a score by then, so no score can be held against what happened. Renewals come from contract lines whose term ends; scores from exports of what customers do. `,
      decidedTooEarly(page, { bands }),
    );
  const outcome = ({ decisions, lost, horizon_days }: Order, of: "lost" | "kept") =>
    number(
      {
        value: of === "lost" ? lost : decisions - lost,
        unit: "count",
        mart: "health__validation_order",
        key: `${of} ${horizon_days} days`,
        method: of === "lost" ? "renewals lost" : "renewals decided and not lost",
      },
      style,
    );
  const newest = [...orders].sort((a, b) => a.horizon_days - b.horizon_days);
  const part = (order: Order, at: number): Child => [
    at === 0 ? "" : "; ",
    `${order.horizon_days} days before `,
    words[toldBy(order)],
    toldBy(order) === "nobody"
      ? ""
      : isTooFew(order)
        ? [", ", outcome(order, "lost"), " and ", outcome(order, "kept")]
        : [", ", number(areaOf(order), style)],
  ];
  const lead = leadTime(leads);
  const measure = (value: number | null, unit: "count" | "rate", key: string, method: string) =>
    number({ value, unit, mart: "health__lead_times", key, method, reason: "none was lost" }, style);
  return h(
    "div.answer",
    null,
    h(
      "p.lead",
      null,
      h("strong", null, verdictOf(newest.map(toldBy))),
      " How often had a renewal that was lost scored lower than one that was kept? ",
      newest.map(part),
      newest.every(isTooFew)
        ? `. From fewer than ${fewOutcomes} nothing is claimed. `
        : ". A coin gives 50 %. ",
      leads.length === 0
        ? "None was lost."
        : isTooEarly({ orders, leads })
          ? newest.every(isTooFew)
            ? "Nor of how early the lost had turned red."
            : `How early the lost had turned red is not said of fewer than ${fewOutcomes}.`
          : lead === null
            ? "None of the lost had been red before."
            : [
                "Half of the lost that had turned red did so ",
                measure(lead, "count", "leadTime", "median days from the first red to the loss"),
                " days before or earlier; ",
                measure(
                  neverRedShare(leads),
                  "rate",
                  "neverRedShare",
                  "lost without a red month's end before",
                ),
                " of the lost were never red.",
              ],
    ),
  );
}
