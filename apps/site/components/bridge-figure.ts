import type { PeriodRow } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { topGain } from "./claims.ts";
import { type Child, h } from "./dom.ts";
import { figure } from "./frame.ts";
import { type DrawnKind, drawnKinds } from "./movement-columns.ts";
import { type Measured, number } from "./number.ts";
import { periodSums } from "./overview-answer.ts";
import type { Page } from "./page.ts";
import { quantityAndPrice } from "./quantity-price.ts";
import { listedKinds, writeQuery } from "./rows-query.ts";
import { customerList } from "./side-notes.ts";
import { numberStyle, selectionKey, waterfallMart } from "./style.ts";
import type { Column } from "./table.ts";
import { periodName, type View } from "./view.ts";
import { capital, kindNames, listed, mrrWord } from "./words.ts";

interface Step {
  kind: DrawnKind | "opening" | "closing";
  amount_minor: number;
}

function stepsOf(row: PeriodRow): Step[] {
  const moved = drawnKinds.map((kind) => ({ kind, amount_minor: row[`${kind}_minor`] }));
  return [
    { kind: "opening", amount_minor: row.opening_minor },
    ...moved.filter((step) => step.amount_minor !== 0),
    { kind: "closing", amount_minor: row.closing_minor },
  ];
}

function stepNumber(view: View, { kind, amount_minor }: Step): Measured {
  return {
    value: amount_minor,
    unit: "money",
    mart: waterfallMart(view),
    key: `${kind}_minor ${view.period.period}${selectionKey(view)}`,
    method: kindNames[kind] ?? `${kind} balance`,
  };
}

/** What brought most, in words; where several brought the same, all of them with what each brought. */
function wonWords(view: View): Child {
  const top = topGain(view.period);
  if (!top) return "Nothing was won";
  const several = top.names.length > 1;
  const amount: Measured = {
    value: top.amount_minor,
    unit: "money",
    mart: waterfallMart(view),
    key: `largest of new_minor, reactivation_minor, add_on_minor + upgrade_minor ${view.period.period}${selectionKey(view)}`,
    method: capital(top.names.join(" = ")),
  };
  return [
    `${capital(listed(top.names))} brought ${top.isAll ? "all that was won" : "most"}, `,
    number(amount, { ...numberStyle(view), isSigned: true }),
    several && " each",
  ];
}

function claim(view: View): Child {
  const { period } = view;
  const style = numberStyle(view);
  const won = wonWords(view);
  const lost = periodSums(view).lost.value ?? 0;
  if (lost === 0) return [won, topGain(period) ? "; nothing was lost" : ", and nothing was lost"];
  if (period.churn_minor === 0) return [won, "; none of what was lost was churn"];
  if (-period.churn_minor === lost) return [won, "; all of what was lost was churn"];
  const share: Measured = {
    value: -period.churn_minor / lost,
    unit: "rate",
    mart: waterfallMart(view),
    key: `churn_minor / losses ${period.period}${selectionKey(view)}`,
    method: "churn / (churn + product churn + downgrade + archive)",
  };
  return [won, "; ", number(share, style), " of what was lost was churn"];
}

/** How the balance got from its opening to its closing, with customers, or quantities and prices, beside it. */
export function bridgeFigure(
  page: Page,
  { beside = "customers" }: { beside?: "customers" | "prices" } = {},
): HTMLElement {
  return figure<Step>(
    page,
    "MRR bridge",
    (view) => {
      const here = { kinds: listedKinds, period: view.state.to };
      const columns: Column<Step>[] = [
        {
          key: "movement",
          name: "Movement",
          unit: "text",
          value: ({ kind }) => kind,
          cell: ({ kind }) => capital(kindNames[kind] ?? `${kind} ${mrrWord(view.state.basis)}`),
        },
        {
          key: "amount_minor",
          name: `${mrrWord(view.state.basis)}, ${view.money.currency}`,
          unit: "money",
          value: (row) => row.amount_minor,
          cell: (row) =>
            number(stepNumber(view, row), { ...numberStyle(view), isSigned: row.kind in kindNames }),
        },
      ];
      return {
        claim: claim(view),
        subtitle: `${view.company.name}, ${view.who} · ${view.state.basis} ${mrrWord(view.state.basis)} bridge, ${view.money.currency} a month · ${periodName(view.period)}`,
        draw: async (width) =>
          (await loadCharts()).waterfallBridge(view.period, {
            width,
            measure: mrrWord(view.state.basis),
            ...view.money,
            onSelect: ({ kind }) => {
              if (kind === "fx") return;
              const kinds = kind === "opening" || kind === "closing" ? listedKinds : [kind];
              page.show({ rows: writeQuery({ kinds, period: view.state.to }) });
            },
          }),
        hint: "Choose a bar to see the customers behind it.",
        table: { columns, rows: stepsOf(view.period) },
        openRows: () => page.show({ rows: writeQuery(here) }),
        definition: "movements",
        side:
          beside === "customers"
            ? [
                h("div", null, customerList(page, view, "Largest gains", here, 1)),
                h("div", null, customerList(page, view, "Largest losses", here, -1)),
              ]
            : quantityAndPrice(view),
      };
    },
    { usesLedger: true },
  );
}
