import {
  type RenewalDueMonthRow,
  renewalRateGross,
  renewalRateLogo,
  renewalRateNet,
} from "@tideline/metrics";
import { live } from "./live.ts";
import type { Page } from "./page.ts";
import { type Renewals, renewalsDueIn } from "./renewal-data.ts";
import { component, type RenewalFigure, rate, renewalPeriodTable } from "./renewal-table.ts";
import { periodName } from "./view.ts";

const figures: readonly RenewalFigure<RenewalDueMonthRow>[] = [
  component("due", "Fell due"),
  component("renewed_logos", "Renewed by now"),
  component("archived_logos", "Archived"),
  component("cancelled_logos", "Cancelled"),
  component("late_count", "Late: not decided yet"),
  rate("renewalRateLogo", "Renewal rate, logos", "renewed / decided of what fell due", (row) =>
    renewalRateLogo([row]),
  ),
  component("all_due_minor", "Amount that fell due", "gap"),
  component("due_minor", "Of it decided"),
  component("kept_minor", "Kept"),
  component("renewed_minor", "Renewed at"),
  component("late_minor", "Late"),
  rate(
    "renewalRateGross",
    "Renewal rate, gross",
    "smaller of renewed and due / due, of what fell due and is decided",
    (row) => renewalRateGross([row]),
  ),
  rate("renewalRateNet", "Renewal rate, net", "renewed / due, of what fell due and is decided", (row) =>
    renewalRateNet([row]),
  ),
];

/** What became of what fell due in each period, whenever it was decided: the newest periods can still change. */
export function renewalDueTable(page: Page, renewals: Renewals): HTMLElement {
  return live(
    page,
    (view) =>
      renewalPeriodTable(page, view, {
        name: "renewals-due",
        title: `What became of what fell due, by ${view.state.by} of the due day`,
        about: `as known today, whenever it was decided; late ones can still turn out either way · to ${periodName(view.period)}`,
        foot: "above, a renewal decided after its due period stands in the one it was decided in; here in the one it was due in",
        mart: "renewals__by_due_month",
        by: "due",
        figures,
        all: renewals,
        rowOf: (shown, key) => renewalsDueIn(shown, key),
      }),
    { usesLedger: true, isQuiet: true },
  );
}
