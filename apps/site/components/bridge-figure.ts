import type { BridgePart, BridgeRow } from "@tideline/charts";
import type { PeriodRow } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { topGain } from "./claims.ts";
import { type Child, h } from "./dom.ts";
import { figure } from "./frame.ts";
import { type DrawnKind, drawnKinds } from "./movement-columns.ts";
import { type Measured, number } from "./number.ts";
import { periodSums } from "./overview-answer.ts";
import type { Page } from "./page.ts";
import { priceParts } from "./price-parts.ts";
import { quantityAndPrice } from "./quantity-price.ts";
import { isAvoidance, listedKinds, writeQuery } from "./rows-query.ts";
import { customerList } from "./side-notes.ts";
import { numberStyle, partsMart, selectionKey, waterfallMart } from "./style.ts";
import type { Column } from "./table.ts";
import { periodName, type View } from "./view.ts";
import { basisMrr, capital, kindNames, listed, mrrWord } from "./words.ts";

interface Step {
  kind: DrawnKind | "opening" | "closing";
  part: BridgePart | null;
  amount_minor: number;
}

/** Quantity and price of an upgrade or downgrade; the whole where they are not known apart. */
function pricedSteps(view: View, kind: "upgrade" | "downgrade"): Step[] {
  const parts = priceParts(view, kind);
  if (!parts) return [{ kind, part: null, amount_minor: view.sums()[`${kind}_minor`] }];
  return [
    { kind, part: "quantity", amount_minor: parts.quantity_minor },
    { kind, part: "price", amount_minor: parts.price_minor },
  ];
}

/** Churn by whether it was avoidable; the whole where nothing of it is known. */
function churnSteps(row: PeriodRow): Step[] {
  const { churn_minor, avoidable_churn_minor, unavoidable_churn_minor, unknown_churn_minor } = row;
  if (!avoidable_churn_minor && !unavoidable_churn_minor)
    return [{ kind: "churn", part: null, amount_minor: churn_minor }];
  return [
    { kind: "churn", part: "avoidable", amount_minor: avoidable_churn_minor },
    { kind: "churn", part: "unavoidable", amount_minor: unavoidable_churn_minor },
    { kind: "churn", part: "unknown", amount_minor: unknown_churn_minor },
  ];
}

function stepsOf(view: View): Step[] {
  const row = view.sums();
  const moved = drawnKinds.flatMap((kind): Step[] => {
    if (kind === "upgrade" || kind === "downgrade") return pricedSteps(view, kind);
    if (kind === "churn") return churnSteps(row);
    return [{ kind, part: null, amount_minor: row[`${kind}_minor`] }];
  });
  return [
    { kind: "opening", part: null, amount_minor: row.opening_minor },
    ...moved.filter((step) => step.amount_minor !== 0),
    { kind: "closing", part: null, amount_minor: row.closing_minor },
  ];
}

function stepNumber(view: View, { kind, part, amount_minor }: Step): Measured {
  const column =
    part === null ? `${kind}_minor` : kind === "churn" ? `${part}_churn_minor` : `${part}_minor ${kind}`;
  return {
    value: amount_minor,
    unit: "money",
    mart: part === null || kind === "churn" ? waterfallMart(view) : partsMart(view),
    key: `${column} ${view.period.period}${selectionKey(view)}`,
    method: stepName(view, { kind, part }),
  };
}

function stepName(view: View, { kind, part }: Pick<Step, "kind" | "part">): string {
  const name = kindNames[kind] ?? `${kind} ${mrrWord(view.state.basis)}`;
  return capital(part === null ? name : `${name}, ${part}`);
}

/** What brought most, in words; where several brought the same, all of them with what each brought. */
function wonWords(view: View): Child {
  const top = topGain(view.sums());
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
  const period = view.sums();
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

/** The period with what the bridge draws apart. */
function drawnRow(view: View): BridgeRow {
  const [up, down] = [priceParts(view, "upgrade"), priceParts(view, "downgrade")];
  return {
    ...view.sums(),
    upgrade_quantity_minor: up?.quantity_minor,
    downgrade_quantity_minor: down?.quantity_minor,
  };
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
          value: ({ kind, part }) => (part === null ? kind : `${kind} ${part}`),
          cell: (row) => stepName(view, row),
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
        subtitle: `${view.company.name}, ${view.who} · ${basisMrr(view.state.basis)} bridge, ${view.money.currency} a month · ${periodName(view.period)}`,
        draw: async (width) =>
          (await loadCharts()).waterfallBridge(drawnRow(view), {
            width,
            measure: mrrWord(view.state.basis),
            ...view.money,
            onSelect: ({ kind, part }) => {
              if (kind === "fx") return;
              const kinds = kind === "opening" || kind === "closing" ? listedKinds : [kind];
              const avoidable = isAvoidance(part) ? { avoidable: part } : {};
              page.show({ rows: writeQuery({ kinds, period: view.state.to, ...avoidable }) });
            },
          }),
        hint: "Choose a bar to see the customers behind it.",
        table: { columns, rows: stepsOf(view) },
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
