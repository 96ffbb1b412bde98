import type { Row } from "./rows.ts";

export type BadRow = { after: string; column: string; value: string; fault: string };

/** Rows set in after a row (by its id), a copy of it with one column changed; a copy needs a new id but for duplicates. */
const CUSTOMERS: readonly BadRow[] = [
  { after: "W-00412", column: "customer_id", value: "W-00412", fault: "duplicate id" },
  { after: "W-01350", column: "customer_id", value: "W-01350", fault: "duplicate id" },
  { after: "W-01777", column: "customer_id", value: "", fault: "missing id" },
];

const CONTRACT_LINES: readonly BadRow[] = [
  { after: "CL-00950", column: "currency", value: "EURO", fault: "unknown currency" },
  { after: "CL-03120", column: "currency", value: "USX", fault: "unknown currency" },
  { after: "CL-01404", column: "end_on", value: "start_on", fault: "end before start" },
  { after: "CL-02876", column: "end_on", value: "2019-12-31", fault: "end before start" },
  { after: "CL-05561", column: "end_on", value: "2020-06-30", fault: "end before start" },
  { after: "CL-00333", column: "line_id", value: "CL-00333", fault: "duplicate id" },
  { after: "CL-04018", column: "line_id", value: "CL-04018", fault: "duplicate id" },
  { after: "CL-07207", column: "line_id", value: "CL-07207", fault: "duplicate id" },
  { after: "CL-02215", column: "unit_price", value: "see quote", fault: "text in an amount" },
  { after: "CL-06490", column: "unit_price", value: "1,020 USD", fault: "text in an amount" },
  { after: "CL-01988", column: "customer_id", value: "W-99999", fault: "unknown customer" },
  { after: "CL-06002", column: "customer_id", value: "ACME-TEST", fault: "unknown customer" },
];

/** Sets bad rows among good ones: each is an extra row, so the good ones still tell the whole story. */
function withBadRows(rows: readonly Row[], idColumn: string, bad: readonly BadRow[]): Row[] {
  const faults = new Map(bad.map((one) => [one.after, one] as const));
  return rows.flatMap((row) => {
    const one = faults.get(row[idColumn] ?? "");
    if (one === undefined) return [row];
    const value = one.value === "start_on" ? (row.start_on ?? "") : one.value;
    const copy = { ...row, ...(one.fault === "duplicate id" ? {} : { [idColumn]: `${one.after}-X` }) };
    return [row, { ...copy, [one.column]: value }];
  });
}

export const withBadCustomers = (rows: readonly Row[]): Row[] => withBadRows(rows, "customer_id", CUSTOMERS);
export const withBadContractLines = (rows: readonly Row[]): Row[] =>
  withBadRows(rows, "line_id", CONTRACT_LINES);

/** How many rows of each export are bad. */
export const BAD_ROWS = { "customers.csv": CUSTOMERS, "contract_lines.csv": CONTRACT_LINES } as const;
