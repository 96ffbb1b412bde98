import { formatPeriod } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { spreadCase } from "./claims.ts";
import { type Child, h } from "./dom.ts";
import { figure } from "./frame.ts";
import { ledgerMessage } from "./live.ts";
import { measure } from "./measure.ts";
import { type NrrPart, nrrParts, whyNoSteps } from "./nrr-parts.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { ledgerMart, numberStyle, selectionKey } from "./style.ts";
import type { View } from "./view.ts";

function claim(view: View, isExplained: boolean): Child {
  const ids = ["nrr", "nrr_bridge", "nrr_compounded"] as const;
  const values = ids.map((id) => measure(view, id, view.state.to).value).filter((value) => value !== null);
  if (values.length < 3) return "Three methods of NRR, and why they differ";
  const spread: Measured = {
    value: Math.max(...values) - Math.min(...values),
    unit: "points",
    mart: "retention__by_month",
    key: `largest less smallest nrr ${view.state.to}${selectionKey(view)}`,
    method: "largest less smallest of cohort, bridge and compounded",
  };
  const style = { ...numberStyle(view), isSigned: false };
  const which = spreadCase(spread.value ?? 0);
  if (which === "agree") return "All three methods of NRR agree";
  return [
    "Three methods of NRR lie ",
    number(spread, style),
    which === "far"
      ? " apart: none may be quoted without its name"
      : isExplained
        ? " apart, and every step between them has a name"
        : " apart",
  ];
}

function partNumber(view: View, part: NrrPart): Measured {
  return {
    value: part.rate,
    unit: part.is_method ? "rate" : "points",
    mart: ledgerMart(view),
    key: `nrr ${part.key} ${view.period.last_month.slice(0, 7)}${selectionKey(view)}`,
    method: part.explanation,
  };
}

/** Cohort, bridge and compounded NRR side by side, with the steps that lead from one to the next. */
export function retentionMethods(page: Page): HTMLElement {
  return figure<NrrPart>(
    page,
    "Three methods of NRR",
    (view) => {
      const parts = nrrParts(view);
      const steps = parts.filter(({ is_method }) => !is_method);
      const style = numberStyle(view);
      const step = (part: NrrPart) =>
        h(
          "li",
          null,
          h("span", null, part.name, h("small", null, part.explanation)),
          number(partNumber(view, part), style),
        );
      return {
        claim: claim(view, steps.length > 0),
        subtitle: `${view.company.name}, ${view.who} · net revenue retention over twelve months, %; steps in points · to ${formatPeriod(view.period.last_month)}`,
        draw: async (width) => {
          if (!view.ledger) return ledgerMessage(page);
          return (await loadCharts()).divergence(parts, { width, measure: "NRR" });
        },
        caveat: `The cohort is the headline; the other two stand here because other reports print them under the same name.${view.ledger && parts.length > 0 && steps.length === 0 ? whyNoSteps(view.ledger) : ""}`,
        table: {
          columns: [
            { key: "part", name: "Method or step", unit: "text", value: ({ name }) => name },
            {
              key: "rate",
              name: "NRR or points",
              unit: "rate",
              value: ({ rate }) => rate,
              cell: (part) => number(partNumber(view, part), style),
            },
            { key: "explanation", name: "What it is", unit: "text", value: ({ explanation }) => explanation },
          ],
          rows: parts,
        },
        definition: "nrrCohort",
        side:
          steps.length > 0 &&
          h("div", null, h("h3", null, "Why they differ"), h("ol", null, steps.map(step))),
      };
    },
    { usesLedger: true },
  );
}
