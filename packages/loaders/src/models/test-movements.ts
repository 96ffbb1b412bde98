import { aCompany, aLine, type LineFacts } from "../../test/a-line.ts";
import { type LedgerInput, ledgerOf } from "../ledger-of.ts";

type Facts = LineFacts & Record<string, unknown>;
/** A line of a customer: what is said of it, and the rest as plain as it can be. */
export const line = (customer_id: string, facts: Facts) => ({
  ...facts,
  ...aLine({ ...facts, customer_id }),
});
export const replaced = { end_means: "replaced" } as const;
export const cancelled = { end_means: "cancelled" } as const;

/** The ledger of lines as words: month, kind, amount and what else is asked for, of a customer on a basis. */
export async function movementsOf(
  input: Omit<LedgerInput, "company">,
  company: Partial<LedgerInput["company"]> = {},
) {
  const { movements, logos } = await ledgerOf(
    {
      ...input,
      company: { ...aCompany({ as_of: "2024-06-30" }), ...company },
    },
    ["movements", "logos"],
  );
  const of = (basis: string, customer: string, more: readonly string[] = []) =>
    movements
      .filter((row) => row.basis === basis && row.customer_id === customer)
      .map((row) =>
        [
          String(row.report_month).slice(2, 7),
          row.kind,
          row.amount_minor,
          ...more.map((name) => row[name]),
        ].join(" "),
      );
  return { of, logos };
}
