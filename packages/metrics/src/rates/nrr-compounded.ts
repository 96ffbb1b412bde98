import type { Definition } from "../definition.ts";
import { type BridgeComponents, nrrBridge } from "./nrr-bridge.ts";

/**
 * Net revenue retention, compounded: what would a year of months like these make of 100?
 *
 * The product of twelve one-month bridge NRRs. Takes the last twelve monthly rows of a waterfall (minor units, losses
 * negative); returns a ratio; null when there are not exactly twelve rows, or any month began with nothing.
 *
 * @example
 * nrrCompounded(waterfall(openLedger(exampleLedgerFile)).slice(1)).toFixed(4) // => "0.8333"
 *
 * Source: definitions, "Rates".
 */
export function nrrCompounded(rows: readonly BridgeComponents[]): number | null {
  if (rows.length !== 12) return null;
  let product = 1;
  for (const row of rows) {
    const month = nrrBridge(row);
    if (month === null) return null;
    product *= month;
  }
  return product;
}

const flat = { opening_minor: 30_000, expansion_minor: 0, contraction_minor: 0, churn_minor: 0 };

export const nrrCompoundedDefinition: Definition = {
  name: "nrrCompounded",
  title: "Net revenue retention, compounded",
  question: "What would a year of months like these make of 100?",
  formula: "the product of twelve one-month net revenue retentions (bridge)",
  unit: "ratio",
  direction: "higher is better",
  basis:
    "Each month measured against its own opening, on the basis shown, so customers won since weigh in; customers who came back are in none of it.",
  example: {
    text: "Of 30,000, 10,000 leave (66.67 %), then 20,000 grow to 25,000 (125 %), ten months are flat: 83.33 %",
    run: () =>
      nrrCompounded([
        { ...flat, churn_minor: -10_000 },
        { ...flat, opening_minor: 20_000, expansion_minor: 5_000 },
        ...Array.from({ length: 10 }, () => flat),
      ]),
    result: 25 / 30,
  },
  source: "definitions.md, Rates: NRR, compounded; ledger case 19",
  variants: [
    { title: "Net revenue retention", difference: "Cohort: follows the customers of the opening only." },
    { title: "Net revenue retention, bridge", difference: "One bridge over the whole period." },
  ],
  not_available: "fewer than twelve months are reported, or one of them began without recurring revenue",
};
