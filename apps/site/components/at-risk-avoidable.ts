import { formatPeriod, type WaterfallRow } from "@tideline/metrics";
import { riskStyle } from "./at-risk-data.ts";
import { chosenKey, chosenWho, labelLedger } from "./customers-chosen.ts";
import { type Basis, basesOf, waterfallRows } from "./data.ts";
import { h } from "./dom.ts";
import { liveOf } from "./live.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { basisMrr } from "./words.ts";

/** How much of the churn of the last twelve months could have been avoided, by the company's own list of reasons. */
export function atRiskAvoidable(page: Page): HTMLElement {
  const { summary } = page;
  const [basis = "committed"] = basesOf(summary).filter((one) => one === "committed");
  const all = waterfallRows(summary, basis);
  return liveOf(page, {
    shown: () => {
      const { only } = page.state;
      return only.length === 0 ? all : labelLedger(page) && (page.source.all(basis, only)?.rows ?? null);
    },
    render: (rows) => avoidable(page, rows, basis),
  });
}

function avoidable(page: Page, all: readonly WaterfallRow[], basis: Basis): HTMLElement {
  const { summary } = page;
  const only = chosenKey(page);
  const mart = only ? `ledger-${basis}` : "waterfall__by_month";
  const rows = all.slice(-12);
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return h("div");
  const months = `${first.report_month.slice(0, 7)} to ${last.report_month.slice(0, 7)}`;
  const style = {
    ...riskStyle(page),
    basis: `${basisMrr(basis)}, ${chosenWho(page, "") || "all customers"}, ${formatPeriod(first.report_month)} to ${formatPeriod(last.report_month)}`,
  };
  const sum = (
    column: "churn_minor" | "avoidable_churn_minor" | "unavoidable_churn_minor" | "unknown_churn_minor",
  ) => rows.reduce((total, row) => total + (row[column] ?? 0), 0);
  const churn = sum("churn_minor");
  const measure = (column: Parameters<typeof sum>[0]): Measured => ({
    value: sum(column),
    unit: "money",
    mart,
    key: `sum(${column}) ${months} ${basis}${only}`,
    method: "sum of twelve months",
  });
  const share = (column: Parameters<typeof sum>[0]): Measured => ({
    value: churn === 0 ? null : sum(column) / churn,
    unit: "rate",
    mart,
    key: `${column} / churn_minor ${months} ${basis}${only}`,
    method: "of the churn of twelve months",
    reason: "nothing was lost in these months",
  });
  const isClassified = Object.keys(summary.company.reasons ?? {}).length > 0;
  return h(
    "div.table-section",
    { "data-table": "at-risk-avoidable" },
    h(
      "h2",
      null,
      churn === 0
        ? "Nothing churned in the last twelve months"
        : !isClassified
          ? "How much of the past churn was avoidable is n/a: company.json calls no reason avoidable or not"
          : [
              number(share("avoidable_churn_minor"), style),
              " of the last twelve months’ churn was avoidable, ",
              number(measure("avoidable_churn_minor"), { ...style, tone: "loss" }),
              " of ",
              number(measure("churn_minor"), { ...style, tone: "loss" }),
              " a month",
            ],
    ),
    churn !== 0 && isClassified
      ? h(
          "p.subtitle",
          null,
          `${chosenWho(page, " · ")}${basisMrr(basis)} of customers who left altogether, by the company’s own list of reasons: `,
          number(share("unavoidable_churn_minor"), style),
          " unavoidable (the customer is gone or was bought), ",
          number(share("unknown_churn_minor"), style),
          " without a reason that the list knows. What is unavoidable no score foresees and no call saves.",
        )
      : null,
    h(
      "p.actions",
      null,
      h("a", { href: `churn.html${page.shared()}` }, "Reasons, products and labels: the Churn page"),
    ),
  );
}
