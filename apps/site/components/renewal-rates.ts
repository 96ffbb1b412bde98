import {
  type RenewalPeriod,
  renewalChange,
  renewalChangeMean,
  renewalRateGross,
  renewalRateLogo,
  renewalRateNet,
} from "@tideline/metrics";
import { live } from "./live.ts";
import type { Page } from "./page.ts";
import { type Renewals, renewalsIn } from "./renewal-data.ts";
import { component, type RenewalFigure, rate, renewalPeriodTable } from "./renewal-table.ts";
import { periodName } from "./view.ts";

/** The rows of the table of renewals by the period in which they count. */
export const renewalFigures: readonly RenewalFigure<RenewalPeriod>[] = [
  component("decided", "Decided"),
  component("renewed_logos", "Renewed"),
  component("renewed_up_logos", "up", "part"),
  component("renewed_flat_logos", "flat", "part"),
  component("renewed_down_logos", "down", "part"),
  component("archived_logos", "Archived"),
  component("cancelled_logos", "Cancelled"),
  rate("renewalRateLogo", "Renewal rate, logos", "renewed / decided", (row) => renewalRateLogo([row])),
  component("due_minor", "Due of the decided", "gap"),
  component("kept_minor", "Kept"),
  component("renewed_minor", "Renewed at"),
  rate("renewalRateGross", "Renewal rate, gross", "smaller of renewed and due / due, of the decided", (row) =>
    renewalRateGross([row]),
  ),
  rate("renewalRateNet", "Renewal rate, net", "renewed / due, of the decided", (row) =>
    renewalRateNet([row]),
  ),
  rate(
    "renewalChange",
    "Contract value at renewal",
    "renewed / due of those who renewed, in sum",
    (row) => renewalChange([row]),
    "gap",
  ),
  rate(
    "renewalChangeMean",
    "the same, mean of customers",
    "plain mean over the customers who renewed of renewed / due",
    (row) => renewalChangeMean([row]),
    "part",
  ),
  component("late_count", "Late at the period's end", "gap"),
  component("late_minor", "Due of the late"),
];

/** Renewals by the period in which they count: outcomes, amounts and rates over what was decided. */
export function renewalTable(page: Page, renewals: Renewals): HTMLElement {
  return live(
    page,
    (view) =>
      renewalPeriodTable(page, view, {
        name: "renewal-rates",
        title: `Renewals decided, by ${view.state.by}`,
        about: `each renewal once, in the later of the ${view.state.by} it was due and the one it was decided · to ${periodName(view.period)}`,
        foot: "what is undecided at a period's end is in no rate; it stands as late",
        mart: "renewals__by_month",
        by: "counted",
        figures: renewalFigures,
        all: renewals,
        rowOf: (shown, key) => renewalsIn(shown, key),
      }),
    { usesLedger: true, isQuiet: true },
  );
}
