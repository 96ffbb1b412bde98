import { formatPeriod } from "@tideline/metrics";
import { avoidableList, avoidableShare, avoidableSums } from "./avoidable.ts";
import { type ReasonSum, sumByReason } from "./behind.ts";
import { monthKey, monthNumber } from "./calendar.ts";
import { loadCharts } from "./charts.ts";
import { reasonVerdict } from "./churn-verdicts.ts";
import { type Child, h } from "./dom.ts";
import { figure } from "./frame.ts";
import { ledgerMessage } from "./live.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { lossKinds, queryRows, writeQuery } from "./rows-query.ts";
import { customerList } from "./side-notes.ts";
import { ledgerMart, numberStyle, selectionKey } from "./style.ts";
import type { Column } from "./table.ts";
import { periodName, type View } from "./view.ts";
import { basisMrr, capital, inWords, listed, mrrWord, quoted } from "./words.ts";

/** The twelve months that end with the period, as far as they are reported. */
export function trailingYear(view: View): { query: string; name: string } {
  const last = monthNumber(view.period.last_month);
  const first = Math.max(last - 11, monthNumber(view.series.months[0] ?? view.period.first_month));
  const [from, to] = [monthKey(first), monthKey(last)];
  return {
    query: `${from}~${to}`,
    name: first === last ? formatPeriod(to) : `${formatPeriod(from)} to ${formatPeriod(to)}`,
  };
}

function nameOf(reason: string | null): string {
  return inWords(reason ?? "unknown");
}

function shareOf(view: View, of: string, value: number): Measured {
  return {
    value,
    unit: "rate",
    mart: ledgerMart(view),
    key: `${of} / losses ${trailingYear(view).query}${selectionKey(view)}`,
    method: "share of churn, archive, product churn and downgrade",
  };
}

function claim(view: View, rows: readonly ReasonSum[]): Child {
  if (!view.ledger) return `Why ${mrrWord(view.state.basis)} was lost`;
  const { kind, top, share, unknown_share, isUnknownLargest } = reasonVerdict(rows);
  if (kind === "nothing") return "Nothing was lost in these months";
  if (kind === "unknown") return "No reason was recorded for what was lost";
  const style = numberStyle(view);
  const write = (of: string, value: number) => number(shareOf(view, of, value), style);
  const names = listed(top.map((reason) => quoted(capital(nameOf(reason)))));
  const part = write(`reason=${top[0]}`, share);
  const each = top.length > 1 ? " each" : "";
  const sums = avoidableSums(view, rows);
  return [
    kind === "only" && `${names} is the reason of all that was lost`,
    kind === "most" && !isUnknownLargest && [`${names} cost most, `, part, " of what was lost", each],
    isUnknownLargest && [
      "No reason was recorded for ",
      write("reason=unknown", unknown_share),
      ` of what was lost; of the reasons given ${names} cost most, `,
      part,
      each,
    ],
    sums && ["; ", number(avoidableShare(view, sums, trailingYear(view).query), style), " was avoidable"],
    sums &&
      sums.unclassified !== 0 && [
        ", ",
        write("unclassified", sums.unclassified / sums.total),
        " not classified",
      ],
  ];
}

function columnsOf(view: View): Column<ReasonSum>[] {
  const known = Object.keys(view.company.reasons ?? {}).length > 0;
  const year = trailingYear(view);
  const amount = ({ reason, amount_minor }: ReasonSum): Measured => ({
    value: amount_minor,
    unit: "money",
    mart: ledgerMart(view),
    key: `sum(amount_minor) reason=${reason ?? ""} ${year.query}${selectionKey(view)}`,
    method: `lost for the reason "${nameOf(reason)}"`,
  });
  return [
    {
      key: "reason",
      name: "Reason",
      unit: "text",
      value: ({ reason }) => reason ?? "unknown",
      cell: ({ reason }) => nameOf(reason),
    },
    {
      key: "amount_minor",
      name: `${mrrWord(view.state.basis)}, ${view.money.currency}`,
      unit: "money",
      value: (row) => row.amount_minor,
      cell: (row) => number(amount(row), numberStyle(view)),
    },
    { key: "customers", name: "Customers", unit: "count", value: (row) => row.customers },
    ...(known
      ? [
          {
            key: "category",
            name: "Category",
            unit: "text" as const,
            value: (row: ReasonSum) => categoryOf(view, row),
          },
          {
            key: "avoidable",
            name: "Avoidable",
            unit: "text" as const,
            value: (row: ReasonSum) => avoidableOf(view, row),
          },
        ]
      : []),
  ];
}

function categoryOf(view: View, { reason }: ReasonSum): string | null {
  return view.company.reasons?.[reason ?? ""]?.category ?? null;
}

function avoidableOf(view: View, { reason }: ReasonSum): string | null {
  const said = view.company.reasons?.[reason ?? ""];
  return said ? (said.avoidable ? "yes" : "no") : null;
}

/** Why MRR was lost over the last twelve months, with the period's largest losses beside it. */
export function churnReasons(page: Page): HTMLElement {
  return figure<ReasonSum>(
    page,
    "Losses by reason",
    (view) => {
      const year = trailingYear(view);
      const query = { kinds: lossKinds, period: year.query };
      const rows = sumByReason(queryRows(view, query));
      const open = (label: string) => {
        const row = rows.find(({ reason }) => nameOf(reason) === label);
        if (row) page.show({ rows: writeQuery({ ...query, reason: row.reason }) });
      };
      const drawBars = async (width: number) => {
        if (!view.ledger) return ledgerMessage(page);
        const bars = rows.map(({ reason, amount_minor, customers }) => ({
          label: nameOf(reason),
          value: -amount_minor,
          customers,
        }));
        return (await loadCharts()).labelBars(bars, {
          width,
          unit: { kind: "money", ...view.money },
          measure: `${mrrWord(view.state.basis)} lost`,
          tone: "loss",
          small: 0,
          onSelect: ({ label }) => open(label),
        });
      };
      const here = { kinds: lossKinds, period: view.state.to };
      return {
        claim: claim(view, rows),
        subtitle: `${view.company.name}, ${view.who} · ${basisMrr(view.state.basis)} lost by churn, archive, product churn and downgrade, ${view.money.currency} a month · ${year.name}`,
        draw: drawBars,
        caveat:
          "A movement carries the reason of its largest part; what was not given stays visible as unknown.",
        hint: "Choose a bar to see the customers behind it.",
        table: { columns: columnsOf(view), rows },
        openRows: () => page.show({ rows: writeQuery(query) }),
        definition: "movements",
        side: [
          avoidableList(view, avoidableSums(view, rows), year.query),
          h("div", null, customerList(page, view, `Largest losses, ${periodName(view.period)}`, here, -1, 6)),
        ],
      };
    },
    { usesLedger: true },
  );
}
