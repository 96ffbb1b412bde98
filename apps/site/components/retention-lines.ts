import { formatPeriod } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { growthCase } from "./claims.ts";
import type { Child } from "./dom.ts";
import { figure } from "./frame.ts";
import { measure } from "./measure.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewNote, monthColumns, monthRows, rateLine } from "./rate-line.ts";
import { numberStyle } from "./style.ts";
import type { View } from "./view.ts";
import { mrrWord } from "./words.ts";

function claim(view: View): Child {
  const nrr = measure(view, "nrr", view.state.to);
  const grr = measure(view, "grr", view.state.to);
  if (nrr.value === null || grr.value === null)
    return `Retention over twelve months cannot be told: ${nrr.reason ?? grr.reason}`;
  const style = { ...numberStyle(view), isSigned: false };
  const grown: Measured = {
    ...nrr,
    unit: "points",
    value: nrr.value - grr.value,
    key: `${nrr.key} less grr`,
    method: "NRR less GRR",
  };
  const lost: Measured = {
    ...grr,
    unit: "points",
    value: 1 - grr.value,
    key: `1 less ${grr.key}`,
    method: "100 % less GRR",
  };
  const which = growthCase(nrr.value, grr.value);
  if (which === "gone") return "Nothing is left of what the customers of a year before paid";
  if (which === "unchanged") return "The customers of a year before pay what they paid then";
  if (which === "only growth")
    return ["The customers of a year before took nothing away and added ", number(grown, style)];
  if (which === "only loss")
    return ["The customers of a year before took away ", number(lost, style), ", and none of them grew"];
  const gave = ["Growth of the customers of a year before gave back ", number(grown, style)];
  if (which === "alike") return [gave, ", as much as they took away"];
  return [gave, `, ${which} than the `, number(lost, style), " they took away"];
}

/** NRR, GRR and logo retention of twelve months, month by month. */
export function retentionLines(page: Page): HTMLElement {
  const ids = ["nrr", "grr", "logo_retention"] as const;
  return figure(page, "Retention of twelve months", (view) => ({
    claim: claim(view),
    subtitle: `${view.company.name}, ${view.who} · ${view.state.basis} basis, share of the ${mrrWord(view.state.basis)} or customers of twelve months before, % · to ${formatPeriod(view.period.last_month)}`,
    draw: async (width) =>
      (await loadCharts()).rateLines(
        [
          rateLine(view, "nrr", "NRR"),
          rateLine(view, "grr", "GRR"),
          rateLine(view, "logo_retention", "Logos"),
        ],
        { width, measure: "Retention over twelve months", reference: { value: 1, label: "100 %" } },
      ),
    caveat: `Cohort method: the customers with a balance twelve months before; the gone count 0, the returned what they pay now. GRR takes the lower of now and then for each.${fewNote(view, "nrr")}`,
    table: { columns: monthColumns(view, ids), rows: monthRows(view) },
    definition: "nrrCohort",
  }));
}
