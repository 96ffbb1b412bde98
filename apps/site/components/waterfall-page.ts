import { waterfall } from "@tideline/metrics";
import { monthKey, monthLabel, monthNumber } from "./calendar.ts";
import { type Child, h } from "./dom.ts";
import { type FigureId, measure } from "./figures.ts";
import { numberStyle, selectionKey } from "./measure.ts";
import { number } from "./number.ts";
import { live, type Page } from "./page.ts";
import { periodName, type View } from "./view.ts";

function sentence(view: View): Node {
  const style = numberStyle(view);
  const key = view.period.period;
  const write = (id: FigureId, isSigned = false) =>
    number(measure(view, id, key), { ...style, isStrong: true, isSigned });
  const net = view.period.closing_minor - view.period.opening_minor;
  const before = monthKey(monthNumber(view.period.first_month) - 1);
  return h(
    "p.lead",
    null,
    `In ${periodName(view.period)} live MRR went from `,
    write("opening"),
    ` at the end of ${monthLabel(before)} to `,
    write("closing"),
    ", ",
    number(measure(view, "net_new", key), {
      ...style,
      isStrong: true,
      isSigned: true,
      tone: net > 0 ? "gain" : net < 0 ? "loss" : null,
    }),
    ": ",
    write("won", true),
    " from customers won or won back, ",
    write("expansion", true),
    " from customers who grew, ",
    write("contraction", true),
    " from customers who shrank and ",
    write("churn", true),
    " from customers who left",
    view.state.label === null ? "." : ` (${view.who}).`,
  );
}

/** "Where did the change in MRR come from?" in one sentence of live numbers. */
export function waterfallAnswer(page: Page): HTMLElement {
  const box = live(page, sentence);
  box.classList.add("answer");
  return box;
}

function partOf(view: View, kind: "upgrade" | "downgrade"): { quantity: number; price: number } {
  const { ledger, state, period } = view;
  if (!ledger) return { quantity: 0, price: 0 };
  const rows =
    state.cut && state.label !== null
      ? waterfall(ledger, { kinds: [kind], cut: state.cut, label: state.label })
      : waterfall(ledger, { kinds: [kind] });
  const parts = { quantity: 0, price: 0 };
  for (const row of rows) {
    if (row.report_month < period.first_month || row.report_month > period.last_month) continue;
    parts.quantity += row.quantity_minor;
    parts.price += row.price_minor;
  }
  return parts;
}

/** How much of upgrades and downgrades was quantity and how much price. */
export function quantityAndPrice(view: View): Child {
  const title = h("h3", null, "Seats or prices");
  if (!view.ledger) return [title, h("p.small-print", null, "reading the ledger …")];
  const item = (name: string, value: number, key: string) =>
    h(
      "li",
      null,
      h("span", null, name),
      number(
        {
          value,
          unit: "money",
          mart: "ledger-live",
          key: `${key} ${view.period.period}${selectionKey(view)}`,
          method: `${name}, sum of the period`,
        },
        { ...numberStyle(view), isSigned: true, tone: value > 0 ? "gain" : value < 0 ? "loss" : null },
      ),
    );
  const up = partOf(view, "upgrade");
  const down = partOf(view, "downgrade");
  return [
    title,
    h(
      "ol",
      null,
      item("Upgrades by quantity", up.quantity, "quantity_minor upgrade"),
      item("Upgrades by price", up.price, "price_minor upgrade"),
      item("Downgrades by quantity", down.quantity, "quantity_minor downgrade"),
      item("Downgrades by price", down.price, "price_minor downgrade"),
    ),
  ];
}
