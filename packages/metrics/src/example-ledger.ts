import type { LedgerFile } from "./ledger-file.ts";

/**
 * Ledger case 19 as a ledger file, the example of every docstring: two customers over 13 months. P pays 10,000 cents
 * from January 2025, leaves in May and returns in October at 8,000; Q pays 20,000 and 25,000 from August. The one cut,
 * `csm`, has Ann serving P and Bo serving Q.
 */
export const exampleLedgerFile: LedgerFile = {
  version: 1,
  basis: "live",
  currency: "USD",
  exponent: 2,
  first_month: "2025-01",
  months: 13,
  customers: { id: ["P", "Q"], name: ["Pine", null] },
  products: ["All products"],
  currencies: ["USD"],
  kinds: ["new", "churn", "upgrade", "reactivation"],
  sides: ["none", "expansion"],
  occasions: ["initial", "renewal", "mid_term"],
  reasons: [null, "unknown"],
  movements: {
    month: [0, 0, 4, 7, 9],
    customer: [0, 1, 0, 1, 0],
    product: [0, 0, 0, 0, 0],
    currency: [0, 0, 0, 0, 0],
    kind: [0, 0, 1, 2, 3],
    side: [0, 0, 0, 1, 0],
    occasion: [0, 0, 1, 2, 0],
    reason: [0, 0, 1, 0, 0],
    amount: [10000, 20000, -10000, 5000, 8000],
    quantity: [10000, 20000, -10000, 0, 8000],
    line: [0, 2, 0, 3, 1],
  },
  logos: {
    month: [0, 0, 4, 9],
    customer: [0, 1, 0, 0],
    kind: [0, 0, 1, 3],
    active: [1, 1, -1, 1],
    archived: [0, 0, 0, 0],
  },
  cuts: [
    {
      name: "csm",
      title: "CSM",
      labels: ["Ann", "Bo"],
      customer: [0, 1],
      month: [0, 0],
      label: [0, 1],
    },
  ],
};
