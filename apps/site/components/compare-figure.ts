import { formatPeriod } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { type ComparedLabel, claimable, compared, isLowGood, whyNoneLeads } from "./compare-data.ts";
import { productChoice } from "./compare-metric.ts";
import { chooseLabel, chooseProduct } from "./compare-pick.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { figureName } from "./measure.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { numberStyle } from "./style.ts";
import type { View } from "./view.ts";
import { capital, inSentence, quoted } from "./words.ts";

function specOf(page: Page, view: View): FigureSpec<ComparedLabel> | null {
  const found = compared(page, view);
  if (!found || found.labels.length === 0) return null;
  const { figure: one, labels, cut, all, metric } = found;
  const name = figureName(view, metric);
  const style = numberStyle(found.view);
  const [best, second] = claimable(found);
  const choice = productChoice(view);
  const isOfProducts = choice.of === "each";
  const noun = isOfProducts ? "product" : "label";
  const choose = (label: string) => {
    if (isOfProducts) chooseProduct(page, label);
    else chooseLabel(page, cut.name, label);
  };
  const why = whyNoneLeads(found, noun);
  const few = labels.filter(({ isFew }) => isFew).length;
  return {
    claim:
      best && second
        ? [`${quoted(best.label)} leads in ${inSentence(name)}: `, number(best.measured, style)]
        : why
          ? capital(why)
          : `${name} by ${inSentence(cut.title)}`,
    subtitle: `${choice.of === "one" ? `${choice.product} alone, ` : ""}by ${inSentence(cut.title)} · ${inSentence(name)}, best first; customers it rests on · to ${formatPeriod(view.period.last_month)}`,
    draw: async (width) =>
      (await loadCharts()).labelBars(
        labels.map(({ label, measured, customers }) => ({ label, value: measured.value, customers })),
        {
          width,
          unit: one.unit === "money" ? { kind: "money", ...view.money } : "rate",
          measure: name,
          tone: isLowGood(one) ? "loss" : "neutral",
          order: "given",
          small: fewCustomers,
          selected: view.state.label,
          ...(all && all.value !== null && one.unit !== "money"
            ? { reference: { value: all.value, label: found.view.state.only.length > 0 ? "chosen" : "all" } }
            : {}),
          onSelect: ({ label }) => choose(label),
        },
      ),
    caveat:
      [
        few > 0
          ? `${few === 1 ? `One ${noun} rests` : `${few} ${noun}s rest`} on fewer than ${fewCustomers} customers: hatched, and not in the claim. A rate of so few moves by chance.`
          : "",
        isOfProducts && one.unit !== "money"
          ? "A product keeps what those who had it still pay for it; what they take up of another product counts for all, and for neither product."
          : "",
      ]
        .filter(Boolean)
        .join(" ") || undefined,
    hint: isOfProducts
      ? "Choose a product to compare its customers."
      : `Choose a label to see it alone${view.state.cut ? "" : ", or another cut above"}.`,
    table: {
      columns: [
        { key: cut.name, name: cut.title, unit: "text", value: ({ label }) => label },
        {
          key: metric,
          name,
          unit: one.unit === "money" ? "money" : "rate",
          value: ({ measured }) => measured.value,
          cell: ({ measured }) => number(measured, style),
        },
        { key: "customers", name: "Customers", unit: "count", value: ({ customers }) => customers },
        {
          key: "few",
          name: "Few",
          unit: "text",
          value: ({ isFew }) => (isFew ? `under ${fewCustomers}` : ""),
        },
      ],
      rows: labels,
    },
    definition: one.definition,
  };
}

/** One figure by label of the chosen cut, ranked, with the customers each rests on. */
export function compareFigure(page: Page): HTMLElement {
  return figure<ComparedLabel>(page, "Compared by label", (view) => specOf(page, view), {
    usesLedger: true,
    usesCut: true,
  });
}
