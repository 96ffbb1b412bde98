import { decomposeNrr, type NrrDecomposition, retention } from "@tideline/metrics";
import { monthKey, monthLabel, monthNumber } from "./calendar.ts";
import { loadCharts, loadMore } from "./charts.ts";
import { monthColumns, monthRows, rateLine } from "./churn-page.ts";
import { h } from "./dom.ts";
import { type FigureId, measure } from "./figures.ts";
import { figure } from "./frame.ts";
import { rankedLabels } from "./label-table.ts";
import { numberStyle, selectionKey } from "./measure.ts";
import { type Measured, number } from "./number.ts";
import { live, type Page } from "./page.ts";
import type { View } from "./view.ts";

function sentence(view: View): Node {
  const style = numberStyle(view);
  const key = view.period.period;
  const write = (id: FigureId) => number(measure(view, id, key), { ...style, isStrong: true });
  const month = monthNumber(view.period.last_month);
  if (measure(view, "nrr", key).value === null) {
    const { reason } = measure(view, "nrr", key);
    return h(
      "p.lead",
      null,
      `Retention over a year cannot be told for ${monthLabel(view.period.last_month)} yet: ${reason}.`,
    );
  }
  return h(
    "p.lead",
    null,
    `Of every 100 that the customers of ${monthLabel(monthKey(month - 12))} paid, `,
    write("grr"),
    " is still there without any growth, and ",
    write("nrr"),
    " with what they added; ",
    write("logo_retention"),
    ` of those customers still pay at the end of ${monthLabel(view.period.last_month)}`,
    view.state.label === null ? "." : ` (${view.who}, as they stood then).`,
  );
}

/** "Of each dollar a year ago, how much is still here?" in one sentence of live numbers. */
export function retentionAnswer(page: Page): HTMLElement {
  const box = live(page, sentence);
  box.classList.add("answer");
  return box;
}

/** NRR, GRR and logo retention month by month. */
export function retentionLines(page: Page): HTMLElement {
  const ids = ["nrr", "grr", "logo_retention"] as const;
  return figure(page, "Retention of twelve months", (view) => {
    const nrr = measure(view, "nrr", view.state.to);
    const grr = measure(view, "grr", view.state.to);
    const style = numberStyle(view);
    const gap: Measured = {
      value: nrr.value === null || grr.value === null ? null : nrr.value - grr.value,
      unit: "points",
      mart: nrr.mart,
      key: `${nrr.key} less gross`,
      method: "NRR less GRR: what those customers added",
    };
    return {
      claim:
        nrr.value === null
          ? "A year of history is needed before retention can be told"
          : [
              "Customers who stayed added ",
              number(gap, style),
              nrr.value >= 1 ? ", more than was lost" : ", less than was lost",
            ],
      subtitle: `${view.company.name}, ${view.who} · share of the MRR or customers of twelve months before, % · to ${monthLabel(view.period.last_month)}`,
      draw: async (width) =>
        (await loadMore()).rateLines(
          [
            rateLine(view, "nrr", "NRR"),
            rateLine(view, "grr", "GRR"),
            rateLine(view, "logo_retention", "Logos"),
          ],
          { width, measure: "Retention over twelve months", reference: { value: 1, label: "100 %" } },
        ),
      caveat:
        "Cohort method: the customers with a balance twelve months before; the gone count 0, the returned what they pay now. GRR takes the lower of now and then for each.",
      table: { columns: monthColumns(view, ids), rows: monthRows(view) },
      definition: "nrrCohort",
    };
  });
}

type Part = { name: string; rate: number | null; is_method: boolean; key: string };

function decomposition(view: View): NrrDecomposition | null {
  const { ledger, state, series } = view;
  const last = monthNumber(view.period.last_month);
  const months = series.trailing(last, 12);
  if (!ledger || !months) return null;
  const chosen = state.cut && state.label !== null ? { cut: state.cut, label: state.label } : {};
  const row = retention(ledger, { horizonMonths: 12, ...chosen }).find(
    ({ report_month }) => report_month === view.period.last_month,
  );
  return row && row.opening_minor > 0 && months[0]?.opening_minor === row.opening_minor
    ? decomposeNrr(months, row)
    : null;
}

function partsOf(view: View, parts: NrrDecomposition): Part[] {
  const minus = (value: number | null) => (value === null ? null : -value);
  const since = view.state.label === null ? "Won since" : "Won since or relabelled";
  return [
    { name: "Cohort", rate: parts.cohort, is_method: true, key: "cohort" },
    { name: "Came back", rate: minus(parts.returned), is_method: false, key: "returned" },
    { name: since, rate: minus(parts.won_since), is_method: false, key: "won_since" },
    { name: "Bridge", rate: parts.bridge, is_method: true, key: "bridge" },
    { name: "Month on month", rate: parts.chaining, is_method: false, key: "chaining" },
    { name: "Compounded", rate: parts.compounded, is_method: true, key: "compounded" },
  ];
}

const explanations: Readonly<Record<string, string>> = {
  cohort:
    "What the customers of twelve months ago pay now, the gone at 0, the returned at what they pay. The headline.",
  returned:
    "Customers of then who left and came back: the cohort counts them, the bridge books them as reactivation.",
  won_since: "What customers won since then added and lost: the bridge counts it, the cohort does not.",
  bridge: "Expansion less losses of the year over the opening, whoever they came from.",
  chaining:
    "Each month is measured against its own, changed opening instead of the one of twelve months ago.",
  compounded: "The twelve one-month rates multiplied: the pace of the year rather than the fate of a group.",
};

/** The three ways to compute a year's NRR, and what lies between them. */
export function retentionMethods(page: Page): HTMLElement {
  return figure<Part>(
    page,
    "Three methods of NRR",
    (view) => {
      const key = view.state.to;
      const parts = decomposition(view);
      const rows = parts ? partsOf(view, parts) : [];
      const known = (["nrr", "nrr_bridge", "nrr_compounded"] as const).map((id) => measure(view, id, key));
      const values = known.flatMap(({ value }) => (value === null ? [] : [value]));
      const style = numberStyle(view);
      const spread: Measured = {
        value: values.length === 3 ? Math.max(...values) - Math.min(...values) : null,
        unit: "points",
        mart: "retention__by_month",
        key: `nrr spread ${key}${selectionKey(view)}`,
        method: "largest less smallest of the three",
      };
      const measured = (part: Part): Measured => ({
        value: part.rate,
        unit: part.is_method ? "rate" : "points",
        mart: "ledger-live",
        key: `nrr ${part.key} ${view.period.last_month.slice(0, 7)}${selectionKey(view)}`,
        method: explanations[part.key] ?? part.name,
      });
      return {
        claim:
          spread.value === null
            ? "Three methods of NRR, and why they differ"
            : [
                "Three honest methods of NRR lie ",
                number({ ...spread }, style),
                " apart, and every point between them has a name",
              ],
        subtitle: `${view.company.name}, ${view.who} · net revenue retention over twelve months, %; steps in points · to ${monthLabel(view.period.last_month)}`,
        draw: async (width) => {
          if (!view.ledger) return h("p.waiting", null, "Reading the movement ledger …");
          return (await loadCharts()).divergence(rows, { width, measure: "NRR" });
        },
        caveat:
          "The cohort is the headline; the other two are shown because other reports print them under the same name.",
        table: {
          columns: [
            { key: "part", name: "Method or step", unit: "text", value: ({ name }) => name },
            {
              key: "rate",
              name: "NRR or points",
              unit: "rate",
              value: ({ rate }) => rate,
              cell: (part) => number(measured(part), { ...style, isSigned: !part.is_method }),
            },
            {
              key: "explanation",
              name: "What it is",
              unit: "text",
              value: (part) => explanations[part.key] ?? "",
            },
          ],
          rows,
        },
        definition: "nrrCohort",
        side: [
          h("h3", null, "Why they differ"),
          h(
            "ol",
            null,
            rows
              .filter(({ is_method }) => !is_method)
              .map((part) =>
                h(
                  "li",
                  null,
                  h("span", null, part.name, h("small", null, explanations[part.key] ?? "")),
                  number(measured(part), style),
                ),
              ),
          ),
        ],
      };
    },
    { usesLedger: true },
  );
}

/** NRR and GRR by label as lines, the five largest labels of the chosen cut; nothing without a cut. */
export function retentionByLabel(page: Page, id: "nrr" | "grr"): HTMLElement {
  const name = id === "nrr" ? "NRR" : "GRR";
  return figure<{ month: string }>(
    page,
    `${name} by label`,
    (view) => {
      if (!view.cut || view.state.label !== null) return null;
      const labels = rankedLabels(view).slice(0, 5);
      const key = view.state.to;
      const rated = labels
        .map((series) => ({ series, measured: measure(view, id, key, series) }))
        .filter(({ measured }) => measured.value !== null)
        .sort((a, b) => (b.measured.value ?? 0) - (a.measured.value ?? 0));
      const [best, worst] = [rated[0], rated.at(-1)];
      const style = numberStyle(view);
      return {
        claim:
          best && worst && best !== worst
            ? [
                `${name} runs from `,
                number(worst.measured, style),
                ` (${worst.series.label}) to `,
                number(best.measured, style),
                ` (${best.series.label})`,
              ]
            : `${name} by ${view.cut.title.toLowerCase()}`,
        subtitle: `the ${labels.length} largest labels of ${view.cut.title.toLowerCase()} · ${name}, 12-month cohort by the label then, % · to ${monthLabel(view.period.last_month)}`,
        draw: async (width) =>
          (await loadMore()).rateLines(
            labels.map((series) => rateLine(view, id, series.label ?? "", series, 24)),
            {
              width,
              measure: name,
              reference: { value: 1, label: "100 %" },
            },
          ),
        table: {
          columns: [
            {
              key: "report_month",
              name: "Month",
              unit: "text",
              value: ({ month }) => month,
              cell: ({ month }) => monthLabel(month),
            },
            ...labels.map((series, index) => ({
              key: `label_${index + 1}`,
              name: series.label ?? "",
              unit: "rate" as const,
              value: ({ month }: { month: string }) => measure(view, id, month, series).value,
              cell: ({ month }: { month: string }) => number(measure(view, id, month, series), style),
            })),
          ],
          rows: monthRows(view, 24),
        },
        definition: id === "nrr" ? "nrrCohort" : "grrCohort",
      };
    },
    { usesLedger: true },
  );
}
