import { subscriptionId } from "./book.ts";
import { keysOf } from "./keys.ts";
import { numberOf } from "./printed-lines.ts";
import type { Row } from "./rows.ts";
import { feedbackOf, moment, priceId, type Subscription } from "./subscriptions.ts";

/** Subscriptions as the dashboard exports them: one row a subscription, a column a key of the metadata. */
export function dashboardRows(
  subscriptions: readonly Subscription[],
  names: ReadonlyMap<string, string>,
): Row[] {
  return subscriptions.map((one): Row => {
    const { line, period, isTrial } = one;
    const trial = isTrial ? { from: moment(one.start), to: moment(one.trialEnds) } : { from: "", to: "" };
    const metadata = Object.entries(one.metadata).map(([key, value]) => [`${key} (metadata)`, value]);
    return {
      id: subscriptionId(numberOf(line.line_id)),
      "Customer ID": keysOf({ number: numberOf(line.customer_id) }).stripe,
      "Customer Name": names.get(line.customer_id ?? "") ?? "",
      Plan: priceId(one),
      Product: line.product ?? "",
      Quantity: line.quantity ?? "",
      Currency: (line.currency ?? "").toLowerCase(),
      Interval: one.months === 12 ? "year" : "month",
      "Interval Count": one.months === 3 ? "3" : "1",
      Amount: line.unit_price ?? "",
      Status: one.status,
      "Created (UTC)": moment(one.created),
      "Start Date (UTC)": moment(one.start),
      "Current Period Start (UTC)": moment(period.from),
      "Current Period End (UTC)": moment(period.to),
      "Trial Start (UTC)": trial.from,
      "Trial End (UTC)": trial.to,
      "Cancel At (UTC)": moment(one.stops),
      "Canceled At (UTC)": moment(one.noticed),
      "Ended At (UTC)": moment(one.ended),
      "Cancellation Reason": feedbackOf(one) ?? "",
      ...Object.fromEntries(metadata),
    };
  });
}
