import { describe, expect, test } from "vitest";
import { knownExport, knownExports } from "./known-exports.ts";
import { layouts } from "./layouts.ts";
import { companyFolder, readFolder } from "./test-company.ts";

const company = { name: "Acme", currency: "USD", as_of: "2025-06-30" };

function read(source: object, path: string, content: string) {
  const sources = [{ ...source, file: path }];
  return readFolder(companyFolder({ ...company, sources }, { [path]: Buffer.from(content) }));
}

const subscription = {
  id: "s1",
  customer_id: "c1",
  plan_id: "team",
  plan_quantity: "3.000000",
  plan_unit_price: 5000,
  billing_period: 3,
  billing_period_unit: "month",
  currency_code: "USD",
  created_at: 1704067200,
  activated_at: 1704067200,
  status: "active",
};
const chargebee = JSON.stringify({
  list: [
    { subscription, customer: { id: "c1" } },
    { subscription: { ...subscription, id: "s2", status: "in_trial" }, customer: { id: "c1" } },
  ],
  next_offset: '["1"]',
});

test("what an export lacks of the layout that comes nearest is named once", async () => {
  const template =
    "*ContactName,EmailAddress,*InvoiceNumber,Reference,*InvoiceDate,*DueDate,InventoryItemCode,*Description,*Quantity,*UnitAmount,Currency\n";
  await expect(read({}, "invoices.csv", template)).rejects.toThrow(
    "(nearest: xero_sales_invoices, without LineAmount)",
  );
});

describe("an export that no layout reads is refused by its name, with what to write", () => {
  test.each<[string, string, string, RegExp]>([
    [
      "Chargebee",
      "subscriptions.json",
      chargebee,
      /Chargebee, subscriptions from the API.*"subscription\.plan_unit_price"/,
    ],
    [
      "Intercom",
      "conversations.json",
      '{"type": "conversation.list", "conversations": [{"type": "conversation", "id": "1", "created_at": 1704067200, "state": "open", "source": {}, "statistics": null}], "pages": {}}',
      /Intercom, conversations from the API.*"layout": "tickets"/,
    ],
    [
      "QuickBooks",
      "invoices.csv",
      "Invoice No,Customer,Product/Service,Amount\n1,Acme,Plan A,10\n",
      /QuickBooks, invoices.*"items"/,
    ],
    [
      "an error",
      "tickets.json",
      '{"error": {"title": "Forbidden"}}',
      /an error that an interface answered with/,
    ],
  ])("%s", async (_, path, content, message) => {
    await expect(read({}, path, content)).rejects.toThrow(message);
  });

  test("and every way out that names a layout and columns names those there are", () => {
    let tried = 0;
    for (const { title, wayOut } of knownExports) {
      const text = /"layout": ".*?\}(?=[^,}]|$)/.exec(wayOut)?.[0];
      if (text === undefined) continue;
      tried += 1;
      const said = JSON.parse(`{${text}}`) as { layout: string; columns: Record<string, unknown> };
      const layout = layouts[said.layout];
      expect(
        Object.keys(said.columns).filter((column) => !(column in (layout?.columns ?? {}))),
        title,
      ).toEqual([]);
    }
    expect(tried).toBeGreaterThan(15);
  });
});

test("what Chargebee's way out says is read, page by page", async () => {
  const text = knownExport(["subscription", "customer"])?.wayOut ?? "";
  const source = JSON.parse(`{${text.slice(text.indexOf('"layout"'), text.lastIndexOf("}") + 1)}}`) as object;
  const { query, summary } = await read(source, "subscriptions.json", chargebee);
  expect(
    await query("select line_id, customer_id, quantity, monthly_minor, start_on from read_contract_lines"),
  ).toEqual([
    { line_id: "s1", customer_id: "c1", quantity: "3.000000", monthly_minor: "5000", start_on: "2024-01-01" },
  ]);
  expect(summary.totals).toEqual({ rows_in: 2, accepted: 1, quarantined: 0, left_out: 1 });
  expect(summary.notes.join(" ")).toContain("there is more");
});
