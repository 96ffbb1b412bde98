import type { FaultCode } from "./faults.ts";

/** A company with a source of every layout; a test replaces the rows of some. */
export const plainCompany = {
  name: "Test",
  currency: "USD",
  as_of: "2025-12-31",
  policies: { max_quarantined_rate: 1 },
  exchange_rates: { policy: "month_end" },
  products: { Basic: "Suite", Pro: "Suite" },
  sources: [
    {
      layout: "contract_lines",
      file: "lines.csv",
      columns: {
        line_id: "id",
        customer_id: "customer",
        product: "plan",
        monthly_amount: "amount",
        currency: "cur",
        start_on: "start",
        end_on: "end",
      },
    },
    { layout: "customers", file: "customers.csv", columns: { customer_id: "id", parent_id: "parent" } },
    {
      layout: "assignments",
      file: "assignments.csv",
      columns: { line_id: "line", customer_id: "to", assigned_on: "day" },
    },
    {
      layout: "exchange_rates",
      file: "rates.csv",
      columns: { currency: "cur", rate_on: "day", rate: "rate" },
    },
    {
      layout: "usage_charges",
      file: "usage.csv",
      columns: {
        charge_id: "id",
        customer_id: "customer",
        product: "plan",
        currency: "cur",
        billed_for: "month",
        amount: "amount",
      },
    },
    {
      layout: "expected_losses",
      file: "losses.csv",
      columns: {
        customer_id: "customer",
        product: "plan",
        flagged_on: "from",
        cleared_on: "to",
        probability: "p",
        amount: "amount",
        currency: "cur",
      },
    },
    { layout: "customer_map", file: "map.csv", columns: { customer_id: "old", mapped_to: "new" } },
  ],
};

/** One good row a file; A is old A, and yen have no minor units. */
export const plainRows: Readonly<Record<string, string>> = {
  "lines.csv":
    "id,customer,plan,amount,cur,start,end\nL1,A,Basic,10,USD,2025-01-01,\nL2,B,Pro,1000,JPY,2025-11-05,\n",
  "customers.csv": "id,parent\nA,\nB,A\nC,\nOld,\n",
  "assignments.csv": "line,to,day\nL1,C,2025-06-10\n",
  "rates.csv":
    "cur,day,rate\nJPY,2025-11-02,0.0064\nJPY,2025-11-28,0.0065\nJPY,2025-12-31,0.0066\nUSD,2025-12-31,1\n",
  "usage.csv": "id,customer,plan,cur,month,amount\nU1,A,Pro,JPY,2025-11-17,1234\n",
  "losses.csv": "customer,plan,from,to,p,amount,cur\nA,Basic,2025-10-01,,0.4,,\n",
  "map.csv": "old,new\nOld,A\n",
};

/** Rows that are set aside, put after the good ones: code, file, rows, and the message after the row's number. */
export const plainFaults: readonly [code: FaultCode, file: string, rows: string, message: string][] = [
  [
    "missing_id",
    "assignments.csv",
    ",C,2025-01-01",
    "line: line_id is empty, got nothing; every row needs one",
  ],
  [
    "missing_value",
    "assignments.csv",
    "L1,C,",
    "day: assigned_on is empty, got nothing; every row needs one",
  ],
  [
    "text_in_date",
    "assignments.csv",
    "L1,C,June",
    'day: expected a date such as 2024-01-31, got "June"; another way of writing dates is declared with "date_format"',
  ],
  [
    "unknown_line",
    "assignments.csv",
    "L9,C,2025-01-01",
    'line: no accepted contract line has this id, got "L9"; add the line, or correct the id',
  ],
  [
    "unknown_customer",
    "assignments.csv",
    "L1,D,2025-01-01",
    'to: no accepted row of the customers export has this id, got "D"; add the customer, or correct the id',
  ],
  [
    "duplicate_row",
    "assignments.csv",
    "L1,B,2025-06-10",
    'day: an earlier row says it for the same assigned_on and was kept, got "2025-06-10"; keep one of them',
  ],
  [
    "unknown_currency",
    "rates.csv",
    "EURO,2025-01-31,1.1",
    'cur: expected an ISO 4217 code such as EUR, got "EURO"; correct it, or set "currency" and leave the column unmapped',
  ],
  [
    "text_in_number",
    "rates.csv",
    'EUR,2025-01-31,"1,1"',
    'rate: expected a number, got "1,1"; a decimal comma is declared with "decimal": ","',
  ],
  ["missing_value", "rates.csv", "EUR,2025-01-31,", "rate: rate is empty, got nothing; every row needs one"],
  [
    "impossible_exchange_rate",
    "rates.csv",
    "EUR,2025-01-31,0",
    'rate: expected a rate above 0 and under 100,000,000, got "0"; correct the value',
  ],
  [
    "impossible_exchange_rate",
    "rates.csv",
    "EUR,2025-01-31,-1.1",
    'rate: expected a rate above 0 and under 100,000,000, got "-1.1"; correct the value',
  ],
  [
    "impossible_exchange_rate",
    "rates.csv",
    "EUR,2025-01-31,0.00000000001",
    'rate: expected a rate above 0 and under 100,000,000, got "0.00000000001"; correct the value',
  ],
  [
    "own_currency_rate",
    "rates.csv",
    "USD,2025-01-31,1.01",
    'rate: the company\'s own currency has the rate 1, got "1.01"; correct the value or leave the row out',
  ],
  [
    "conflicting_rate",
    "rates.csv",
    "JPY,2025-11-28,0.0067",
    'rate: an earlier row gives another rate for this currency and day and was kept, got "0.0067000000"; keep one of them',
  ],
  [
    "missing_amount",
    "usage.csv",
    "U2,A,Pro,USD,2025-11-01,",
    "amount: amount is empty, got nothing; a line needs an amount (0 where it is free)",
  ],
  [
    "amount_too_large",
    "usage.csv",
    "U2,A,Pro,USD,2025-11-01,10000000000000.01",
    'amount: the amount is over 1,000,000,000,000,000 minor units a month, got "10000000000000.01"; correct it, or check the units',
  ],
  [
    "duplicate_id",
    "usage.csv",
    "U1,A,Pro,USD,2025-12-01,5",
    'id: an earlier row has the same id and was kept, got "U1"; give each row an id of its own',
  ],
  [
    "unknown_customer",
    "usage.csv",
    "U2,D,Pro,USD,2025-11-01,5",
    'customer: no accepted row of the customers export has this id, got "D"; add the customer, or correct the id',
  ],
  [
    "rate_out_of_range",
    "losses.csv",
    "A,,2025-10-01,,40,,",
    'p: expected a rate from 0 to 1, such as 0.2 for 20 %, got "40"; correct the value',
  ],
  [
    "missing_value",
    "losses.csv",
    "A,,2025-10-01,,,,",
    "p: probability is empty, got nothing; every row needs one",
  ],
  [
    "negative_loss",
    "losses.csv",
    "A,,2025-10-01,,0.5,-10,USD",
    'amount: an expected loss is 0 or more, got "-10"; write it without the minus',
  ],
  [
    "cleared_before_flagged",
    "losses.csv",
    "A,,2025-10-01,2025-09-30,0.5,,",
    'to: the loss was cleared before it was flagged, got "2025-09-30"; correct one of the two',
  ],
  [
    "unknown_product",
    "losses.csv",
    "A,Tower,2025-10-01,,0.5,,",
    'plan: no accepted contract line is of this product, got "Tower"; correct it, or leave it empty for all products',
  ],
  [
    "unknown_currency",
    "losses.csv",
    "A,,2025-10-01,,0.5,10,",
    'cur: expected an ISO 4217 code such as EUR, got nothing; correct it, or set "currency" and leave the column unmapped',
  ],
  [
    "customer_without_lines",
    "losses.csv",
    "E,,2025-10-01,,0.5,,",
    'customer: no accepted contract line is of this customer, got "E"; correct the id, or leave the row out',
  ],
  [
    "unknown_customer",
    "map.csv",
    "Older,Nobody",
    'new: no accepted row of the customers export has this id, got "Nobody"; add the customer, or correct the id',
  ],
  [
    "duplicate_id",
    "map.csv",
    "Old,B",
    'old: an earlier row has the same id and was kept, got "Old"; give each row an id of its own',
  ],
  [
    "customer_map_circle",
    "map.csv",
    "X,X2\nX2,X",
    'new: the customers of the map lead back to this one, got "X2"; leave out one of the rows',
  ],
];
