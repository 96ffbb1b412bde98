import { formatPeriod } from "@tideline/metrics";
import { type LossSlot, lossWords, lostCustomers, movedRate } from "./churn-verdicts.ts";
import { type Child, h } from "./dom.ts";
import type { FigureId } from "./figures.ts";
import { live } from "./live.ts";
import { measure } from "./measure.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { endMonth } from "./series.ts";
import { isWhole } from "./state.ts";
import { numberStyle, selectionKey, waterfallMart } from "./style.ts";
import { periodName, type View } from "./view.ts";
import { mrrWord, onBasis } from "./words.ts";

/** The number of a place in the period's sentence; losses as positive sizes. */
function slotNumber(view: View, slot: LossSlot["slot"]): { measured: Measured; tone: "loss" | null } {
  const { period } = view;
  const key = period.period;
  const size = (id: "churn" | "contraction"): Measured => {
    const measured = measure(view, id, key);
    return { ...measured, key: `-${measured.key}`, value: -(measured.value ?? 0) };
  };
  const logos = (value: number, columns: string, method: string): Measured => ({
    value,
    unit: "count",
    mart: waterfallMart(view),
    key: `${columns} ${key}${selectionKey(view)}`,
    method: `${method}, ${formatPeriod(key)}`,
  });
  if (slot === "opening") return { measured: measure(view, "opening_logos", key), tone: null };
  if (slot === "rate") return { measured: measure(view, "revenue_churn", key), tone: null };
  if (slot === "churn" || slot === "contraction") return { measured: size(slot), tone: "loss" };
  const { left, archived } = lostCustomers([view.sums()]);
  return {
    measured:
      slot === "left"
        ? logos(
            left,
            "-churned_logos - archived_in_logos",
            "active customers who went to 0; churn also holds the fees of archived ones who went",
          )
        : logos(archived, "archived_in_logos", "customers of whom only a read-only fee is left"),
    tone: "loss",
  };
}

const avoidanceNames = ["avoidable", "unavoidable", "unknown"] as const;

/** How much of the period's churn could have been avoided; nothing where the company says nothing of its reasons. */
function avoidableSentence(view: View): Child {
  const period = view.sums();
  if (period.churn_minor === 0 || Object.keys(view.company.reasons ?? {}).length === 0) return null;
  const share = (name: (typeof avoidanceNames)[number]) =>
    number(
      {
        value: period[`${name}_churn_minor`] / period.churn_minor,
        unit: "rate",
        mart: waterfallMart(view),
        key: `${name}_churn_minor / churn_minor ${period.period}${selectionKey(view)}`,
        method: `churn whose reason is ${name === "unknown" ? "not given, or of no category" : name} / churn`,
      },
      { ...numberStyle(view), isStrong: true },
    );
  return [
    "Of the churn ",
    share("avoidable"),
    " was avoidable and ",
    share("unavoidable"),
    " was not; of ",
    share("unknown"),
    " it is not known. ",
  ];
}

function yearSentence(view: View): Child {
  const key = view.period.period;
  const money = measure(view, "revenue_churn_year", key);
  const logos = measure(view, "logo_churn_year", key);
  if (money.value === null) return `There is no twelve-month rate: ${money.reason}`;
  const mrr = mrrWord(view.state.basis);
  const span = `Over the twelve months to ${formatPeriod(view.period.last_month)} `;
  if (money.value === 0 && logos.value === 0) return `${span}nothing was lost`;
  const style = { ...numberStyle(view), isStrong: true };
  const fixed = (id: FigureId) => measure(view, id, key);
  const isMoved = movedRate(view.series.trailing(endMonth(view.series, key), 12) ?? []) > 0;
  const isFixedKnown = fixed("logo_churn_fixed_year").value !== null;
  return [
    `${span}losses came to `,
    number(money, style),
    ` of ${mrr} and `,
    number(logos, style),
    ` of customers, with those of customers won ${isMoved ? "or given this label " : ""}since`,
    isFixedKnown && [
      `; of the ${mrr} and the customers of a year before alone `,
      number(fixed("revenue_churn_fixed_year"), style),
      " and ",
      number(fixed("logo_churn_fixed_year"), style),
      " are gone",
    ],
  ];
}

function sentence(view: View): Node {
  const style = { ...numberStyle(view), isStrong: true };
  const words = lossWords(view.sums()).map((word): Child => {
    if (typeof word === "string") return onBasis(word, view.state.basis);
    const { measured, tone } = slotNumber(view, word.slot);
    return number(measured, { ...style, tone });
  });
  return h(
    "p.lead",
    null,
    `In ${periodName(view.period)}, on the ${view.state.basis} basis, `,
    words,
    " ",
    avoidableSentence(view),
    yearSentence(view),
    isWhole(view.state) ? "." : ` (${view.who}).`,
  );
}

/** "How much do we lose, of what kind, and why?" in one sentence of live numbers. */
export function churnAnswer(page: Page): HTMLElement {
  return live(page, sentence, { className: "answer" });
}
