import { join } from "node:path";
import { expect, test } from "vitest";
import { type Cells, readCsv } from "./read-csv.ts";
import { AS_OF, assignments, at, customerById, folder, lines, rows } from "./sample.ts";

const cellsOf = (file: string) => readCsv(join(folder, file)).map(({ cells }) => cells);
const byId = new Map(lines.map((line) => [line.id, line] as const));
const given = (column: string) => rows.filter((row) => (row[column] ?? "") !== "");

test("26 notices are taken back: after they came, while the line ran, the renewal signed later or none needed", () => {
  const withdrawn = given("notice_withdrawn_on");
  expect(withdrawn).toHaveLength(26);
  const isRight = ({ notice_on = "", notice_withdrawn_on = "", end_on = "" }: Cells) =>
    notice_on !== "" && notice_on < notice_withdrawn_on && notice_withdrawn_on <= end_on;
  expect(withdrawn.filter((row) => !isRight(row))).toEqual([]);
  expect(withdrawn.filter((row) => (row.end_on ?? "") > AS_OF).length).toBeGreaterThan(2);
});

test("256 small plans renew by themselves, from 2026 on", () => {
  const automatic = rows.filter((row) => row.auto_renews === "true");
  expect(automatic).toHaveLength(256);
  expect(automatic.filter((row) => (row.end_on ?? "") <= AS_OF || row.notice_on !== "")).toEqual([]);
  expect(new Set(automatic.map((row) => row.renewal_months))).toEqual(new Set(["12"]));
});

test("Quarryhaven Software pauses one of two products for three month ends", () => {
  const [paused, ...others] = given("paused_on");
  expect(others).toEqual([]);
  expect(customerById.get(paused?.customer_id ?? "")?.name).toBe("Quarryhaven Software");
  const pays = (month: string) => at(month).byCustomer.get(paused?.customer_id ?? "")?.lines.length;
  expect(["2024-12", "2025-01", "2025-03", "2025-04"].map(pays)).toEqual([2, 1, 1, 2]);
});

test("Briarview Advisory Group passes a product to Saltwood Cold Chain, zero-sum", () => {
  const [passed] = assignments;
  const from = byId.get(passed?.line ?? "")?.customer ?? "";
  expect([from, passed?.to ?? ""].map((id) => customerById.get(id)?.name)).toEqual([
    "Briarview Advisory Group",
    "Saltwood Cold Chain, Inc.",
  ]);
  const pay = (month: string) =>
    [from, passed?.to ?? ""].map((id) => at(month).byCustomer.get(id)?.cents ?? 0);
  const [june, july] = [pay("2025-06"), pay("2025-07")];
  const cents = byId.get(passed?.line ?? "")?.annualCents ?? 0;
  expect(cents).toBe(388_800);
  expect([(june[0] ?? 0) - (july[0] ?? 0), (july[1] ?? 0) - (june[1] ?? 0)]).toEqual([cents, cents]);
  expect(july[0]).toBeGreaterThan(0);
});

test("Assist is metered from July 2025 on, in the currency of its line", () => {
  const charges = cellsOf("usage_charges.csv");
  expect([...new Set(charges.map((charge) => charge.billed_for))]).toEqual([
    "2025-07-01",
    "2025-08-01",
    "2025-09-01",
    "2025-10-01",
    "2025-11-01",
    "2025-12-01",
  ]);
  const pays = (charge: Cells) => {
    const held = at((charge.billed_for ?? "").slice(0, 7)).byCustomer.get(charge.customer_id ?? "");
    return held?.lines.some((line) => line.sku === "Assist" && line.currency === charge.currency);
  };
  expect(charges.filter(pays).length / charges.length).toBeGreaterThan(0.95);
});

test("53 losses are expected, 13 of them cleared by a renewal, none twice of one customer", () => {
  const risks = cellsOf("expected_losses.csv");
  expect([risks.length, risks.filter((risk) => risk.cleared_on !== "").length]).toEqual([53, 13]);
  expect(new Set(risks.map((risk) => risk.customer_id)).size).toBe(risks.length);
  const isRight = ({ flagged_on = "", cleared_on = "", probability = "" }: Cells) =>
    flagged_on <= AS_OF && (cleared_on === "" || cleared_on > flagged_on) && Number(probability) < 1;
  expect(risks.filter((risk) => !isRight(risk))).toEqual([]);
  const open = risks.filter((risk) => risk.cleared_on === "");
  expect(open.filter((risk) => !at("2025-12").byCustomer.has(risk.customer_id ?? ""))).toEqual([]);
});
