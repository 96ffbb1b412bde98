import { netPromoterScore, type OutcomeSums } from "@tideline/metrics";
import { type Child, h } from "./dom.ts";
import { plural } from "./format.ts";
import { ledgerMessage, live } from "./live.ts";
import { number } from "./number.ts";
import { decidedOf, type Outcomes, outcomeMeasured, outcomeStyle } from "./outcome-data.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { filterWords } from "./state.ts";
import type { View } from "./view.ts";

/** The fates a sentence tells, in reading order. */
const fates: readonly { name: keyof OutcomeSums; words: string }[] = [
  { name: "lost_first", words: "lost at the first renewal" },
  { name: "lost_second", words: "lost at the second" },
  { name: "lost_later", words: "lost at a later one" },
  { name: "lost_between", words: "lost between renewals" },
  { name: "late", words: "late" },
  { name: "none_due", words: "not yet due" },
  { name: "kept_other", words: "still there though what fell due was lost" },
  { name: "unknown", words: "of unknown number" },
  { name: "renewed", words: "renewed and still there" },
];

/** What those who renewed pay now of what they began with: plain mean, and ratio of sums. */
export function growthOf(sums: OutcomeSums): { mean: number | null; ratio: number | null } {
  return {
    mean: sums.present > 0 ? sums.growth_micros / 1e6 / sums.present : null,
    ratio: sums.original_minor > 0 ? sums.contract_minor / sums.original_minor : null,
  };
}

function sentence(page: Page, outcomes: Outcomes, view: View): Node {
  const sums = outcomes.sums(view, page);
  if (!sums) return ledgerMessage(page);
  const style = outcomeStyle(page, view);
  const strong = { ...style, isStrong: true };
  const who = filterWords(view.state, page.summary);
  if (sums.customers === 0) {
    return h("p.lead", null, who ? `No customer began like this (${who}).` : "There are no customers yet.");
  }
  const write = (name: keyof OutcomeSums, words: string) =>
    number(outcomeMeasured(view, { value: sums[name], name, method: `customers ${words}` }), strong);
  const told = fates.filter(({ name }) => sums[name] > 0);
  const parts = told.map(
    ({ name, words }, index): Child => [
      index === 0 ? "" : index === told.length - 1 ? " and " : ", ",
      write(name, words),
      ` ${words}`,
    ],
  );
  const decided = decidedOf(sums);
  const { mean, ratio } = growthOf(sums);
  const rate = (value: number, name: string, method: string) =>
    number(outcomeMeasured(view, { value, name, unit: "rate", method }), strong);
  const nps = netPromoterScore(sums);
  return h(
    "p.lead",
    null,
    "Of ",
    write("customers", "like this"),
    ` ${sums.customers === 1 ? "customer" : "customers"}${who ? ` that began like this (${who})` : " there ever were"}: `,
    parts,
    ".",
    mean !== null &&
      ratio !== null && [
        " Those who renewed pay ",
        rate(mean, "mean(contract / original)", "contract now / original, plain mean over those who renewed"),
        " of their first contract on the average, ",
        rate(
          ratio,
          "sum(contract) / sum(original)",
          "contracts now / originals of those who renewed, ratio of sums",
        ),
        " in sum",
        nps !== null && [
          "; all their answers of a year give an NPS of ",
          number(
            {
              ...outcomeMeasured(view, {
                value: nps,
                name: "netPromoterScore",
                unit: "ratio",
                method: "promoters less detractors of all answers, in points, of twelve months",
              }),
              mart: "surveys__by_customer",
            },
            strong,
          ),
          ` from ${plural(sums.answers, "answer")}`,
        ],
        ".",
      ],
    decided < fewCustomers &&
      ` The fate of ${decided > 0 ? `only ${decided}` : "none"} is known: read the counts, not the shares.`,
  );
}

/** "Of 31 customers like this one: 14 lost at the first renewal, 4 at the second, 8 renewed, 5 not yet due." */
export function outcomeAnswer(page: Page, outcomes: Outcomes): HTMLElement {
  return live(page, (view) => sentence(page, outcomes, view), { className: "answer", usesLedger: true });
}
