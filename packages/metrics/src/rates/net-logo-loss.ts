import type { Definition } from "../definition.ts";
import { ratio } from "./ratio.ts";

export interface LogoBalance {
  opening_logos: number;
  closing_logos: number;
  merged_logos?: number;
  moved_logos?: number;
}

/**
 * Net logo loss: by which share did the number of customers shrink?
 *
 * (opening - closing) / opening; merged and moved customers are taken out. Counts of active customers in; a ratio out,
 * negative when the number grew; null when there was no customer at the start.
 *
 * @example
 * netLogoLoss({ opening_logos: 40, closing_logos: 32 }) // => 0.2
 *
 * Source: definitions, "Rates" ("customer count churn" in some books).
 */
export function netLogoLoss(row: LogoBalance): number | null {
  const others = (row.merged_logos ?? 0) + (row.moved_logos ?? 0);
  return ratio(row.opening_logos + others - row.closing_logos, row.opening_logos);
}

export const netLogoLossDefinition: Definition = {
  name: "netLogoLoss",
  title: "Net logo loss",
  question: "By which share did the number of customers shrink?",
  formula: "(opening customers - closing customers) / opening customers",
  unit: "ratio",
  direction: "lower is better",
  basis:
    "Active customers. Customers added make up for customers lost, so it is below logo churn; negative is growth.",
  example: {
    text: "40 customers become 32, with 2 added: (40 - 32) / 40 = 20 % (logo churn on the same numbers is 25 %)",
    run: () => netLogoLoss({ opening_logos: 40, closing_logos: 32 }),
    result: 0.2,
  },
  source: 'definitions.md, Rates: net logo loss ("customer count churn" in some books)',
  variants: [{ title: "Logo churn", difference: "Takes the customers added out before comparing." }],
  not_available: "there was no customer at the start of the period",
};
