/** What a test says of a line beside its amount and days: columns of read_contract_lines. */
export type LineFacts = Readonly<Record<string, string | number | boolean | null>>;

/**
 * A row of read_contract_lines: customer C, product X, USD, signed on its start, a `term` end, quantity 1; `amount` in
 * cents a month.
 */
export function testLine(
  line_id: string,
  amount: number,
  [start_on, end_on]: readonly [string, string | null],
  facts: LineFacts = {},
) {
  const quantity = Number(facts.quantity ?? 1);
  return {
    line_id,
    customer_id: "C",
    product: "X",
    currency: "USD",
    signed_on: start_on,
    start_on,
    end_on,
    end_means: "term",
    unit_monthly_minor: (amount / quantity).toFixed(9),
    monthly_minor: amount,
    annual_minor: amount * 12,
    is_recurring: true,
    is_trial: false,
    auto_renews: false,
    ...facts,
    quantity: String(quantity),
  };
}
