import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { layouts } from "../read/layouts.ts";
import { loadCompany } from "./load-company.ts";

const root = mkdtempSync(join(tmpdir(), "tideline-company-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
mkdirSync(join(root, "exports", "old"), { recursive: true });
for (const name of ["b.csv", "a.csv", "lines.json", "odd[1].csv"])
  writeFileSync(join(root, "exports", name), "x\n");
writeFileSync(join(root, "exports", "old", "a.csv"), "x\n");

type Settings = Readonly<Record<string, unknown>>;

const columns = { line_id: "id", customer_id: "customer", monthly_amount: "amount", start_on: "start" };
const lines = { layout: "contract_lines", file: "exports/a.csv", columns };
const base: Settings = { name: "Acme", currency: "USD", sources: [lines] };

function load(settings: Settings | string) {
  const text = typeof settings === "string" ? settings : JSON.stringify(settings);
  writeFileSync(join(root, "company.json"), text);
  return loadCompany(root);
}

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no error";
}

test("a short company file gets every default", () => {
  const company = load(base);
  expect(company.settings).toMatchObject({
    timeZone: "UTC",
    policies: { netting: "product", late_renewal_grace_days: 0, max_quarantined_rate: 0.05 },
  });
  expect(company.exponent).toBe(2);
  expect(company.folder).toBe(root);
  expect(company.sources).toHaveLength(1);
  expect(company.sources[0]).toMatchObject({ key: "sources[0]" });
  expect(company.sources[0]?.files).toEqual([
    { sourceNo: 1, path: join(root, "exports/a.csv"), file: "exports/a.csv", bytes: 2 },
  ]);
});

test("policies can be given in part, and a file may start with a byte order mark", () => {
  const company = load(
    `\uFEFF${JSON.stringify({ ...base, currency: "JPY", policies: { netting: "customer" } })}`,
  );
  expect(company.settings.policies).toEqual({
    netting: "customer",
    late_renewal_grace_days: 0,
    max_quarantined_rate: 0.05,
    usage: "beside",
  });
  expect(company.exponent).toBe(0);
});

test.each([
  ["exports/*.csv", ["exports/a.csv", "exports/b.csv", "exports/odd[1].csv"]],
  ["exports/**/a.csv", ["exports/a.csv", "exports/old/a.csv"]],
  ["**/?.csv", ["exports/a.csv", "exports/b.csv", "exports/old/a.csv"]],
  ["./exports/odd[1].csv", ["exports/odd[1].csv"]],
  [join(root, "exports/b.csv"), ["exports/b.csv"]],
])("the pattern %s names its files in order", (file, expected) => {
  const company = load({ ...base, sources: [lines, { ...lines, file }] });
  const files = company.sources[1]?.files ?? [];
  expect(files.map((one) => one.file)).toEqual(expected);
  expect(files.map((one) => one.sourceNo)).toEqual(expected.map((_, i) => i + 2));
});

test("a file outside the folder is shown by its whole path", () => {
  const outside = mkdtempSync(join(tmpdir(), "tideline-outside-"));
  const path = join(outside, "c.csv");
  writeFileSync(path, "x\n");
  expect(load({ ...base, sources: [{ ...lines, file: path }] }).sources[0]?.files[0]?.file).toBe(path);
  rmSync(outside, { recursive: true });
});

describe("messages", () => {
  const source = (more: Settings) => ({ ...base, sources: [{ ...lines, ...more }] });
  const mapped = (more: Settings) => source({ columns: { ...columns, ...more } });
  const rates = { policy: "constant", as_of: "2025-12-31", rates: {} };
  const rateColumns = { currency: "from", rate_on: "day", rate: "rate" };
  const monthly = {
    ...base,
    sources: [lines, { layout: "exchange_rates", file: "exports/a.csv", columns: rateColumns }],
  };
  const { monthly_amount: _, ...unpriced } = columns;
  const { start_on: __, ...unstarted } = columns;

  test.each<[Settings, string]>([
    [
      { ...base, tiemZone: "UTC" },
      'tiemZone: unknown key, got "UTC"; did you mean "timeZone"? (allowed: name, currency, timeZone, as_of, history_from, roll_up, policies, exchange_rates, products, reasons, health, sources)',
    ],
    [
      { ...base, colour: "red" },
      'colour: unknown key, got "red"; remove it (allowed: name, currency, timeZone, as_of, history_from, roll_up, policies, exchange_rates, products, reasons, health, sources)',
    ],
    [
      { ...base, policies: { neting: "product" } },
      'policies.neting: unknown key, got "product"; did you mean "netting"? (allowed: netting, late_renewal_grace_days, max_quarantined_rate, usage)',
    ],
    [
      source({ colums: {} }),
      'sources[0].colums: unknown key, got {}; did you mean "columns"? (allowed: layout, file, format, columns, where, units, date_format, moments_in, decimal, thousands, delimiter, end_on_is, end_means, currency, options)',
    ],
    [{ ...base, name: undefined }, "name: expected a text, got nothing; add the key"],
    [
      { ...base, currency: "usd" },
      'currency: expected an ISO 4217 code in capitals, such as "USD", got "usd"; correct it',
    ],
    [
      { ...base, timeZone: "Mars/Base" },
      'timeZone: expected an IANA time zone, such as "Europe/Berlin", got "Mars/Base"; correct it, or leave the key out',
    ],
    [
      { ...base, timeZone: "+02:00" },
      'timeZone: expected an IANA time zone, such as "Europe/Berlin", got "+02:00"; correct it, or leave the key out',
    ],
    [
      { ...base, as_of: "2025-02-30" },
      'as_of: expected a day of the calendar, YYYY-MM-DD, got "2025-02-30"; correct it, or leave the key out',
    ],
    [
      { ...base, policies: { netting: "both" } },
      'policies.netting: expected "product" or "customer", got "both"; correct it, or leave the key out',
    ],
    [
      { ...base, policies: { late_renewal_grace_days: 400 } },
      "policies.late_renewal_grace_days: expected a whole number from 0 to 366, got 400; correct it, or leave the key out",
    ],
    [
      { ...base, policies: { max_quarantined_rate: "5 %" } },
      'policies.max_quarantined_rate: expected a number from 0 (none) to 1 (all), got "5 %"; correct it, or leave the key out',
    ],
    [
      { ...base, exchange_rates: { ...rates, rates: { EUR: -1 } } },
      "exchange_rates.rates.EUR: expected a number from 0.00000001 to 1000000000, got -1; correct it",
    ],
    [
      { ...base, exchange_rates: { ...rates, rates: { EURO: 1 } } },
      'exchange_rates.rates.EURO: expected an ISO 4217 code in capitals, such as "EUR", got "EURO"; correct the code',
    ],
    [
      { ...base, exchange_rates: { ...rates, rates: { USD: 1.1 } } },
      "exchange_rates.rates.USD: expected 1 for the company's own currency, got 1.1; leave it out",
    ],
    [
      { ...base, exchange_rates: { ...rates, policy: "daily" } },
      'exchange_rates.policy: expected "constant" or "month_end", got "daily"; correct it',
    ],
    [
      { ...monthly, exchange_rates: { policy: "month_end", rates: {} } },
      'exchange_rates.rates: "month_end" takes its rates from the layout exchange_rates, got {}; remove rates',
    ],
    [
      { ...monthly, exchange_rates: { policy: "month_end", as_of: "2025-12-31" } },
      'exchange_rates.as_of: "month_end" takes its rates from the layout exchange_rates, got "2025-12-31"; remove as_of',
    ],
    [
      { ...base, exchange_rates: { policy: "month_end" } },
      'exchange_rates.policy: "month_end" needs a source of the layout exchange_rates, got "month_end"; add one, or write "constant"',
    ],
    [
      { ...base, exchange_rates: { policy: "constant", rates: {} } },
      'exchange_rates.as_of: "constant" needs as_of, got nothing; add the key',
    ],
    [
      monthly,
      'sources[1].layout: rates of an export count only under the policy "month_end", got "exchange_rates"; set exchange_rates.policy',
    ],
    [
      { ...base, history_from: "2024-01-15" },
      'history_from: expected the first day of a month, YYYY-MM-01, got "2024-01-15"; correct it, or leave the key out',
    ],
    [
      { ...base, as_of: "2024-06-30", history_from: "2024-07-01" },
      'history_from: the history begins after as_of (2024-06-30), got "2024-07-01"; correct one of the two',
    ],
    [
      { ...base, roll_up: "group" },
      'roll_up: expected "parent", got "group"; correct it, or leave the key out',
    ],
    [
      { ...base, roll_up: "parent" },
      'roll_up: no source of the layout customers maps parent_id, got "parent"; map it, or leave the key out',
    ],
    [
      { ...base, policies: { usage: "trailing_3_months" } },
      'policies.usage: usage inside live MRR is not supported yet, got "trailing_3_months"; write "beside": usage billed stands beside MRR',
    ],
    [
      { ...base, reasons: { price: { category: "Price", avoidable: "yes" } } },
      'reasons.price.avoidable: expected true or false, got "yes"; correct it',
    ],
    [
      { ...base, products: { Basic: 1 } },
      "products.Basic: expected the name of a product family, got 1; correct it",
    ],
    [{ ...base, sources: [] }, "sources: expected a list with at least one source, got []; correct it"],
    [
      source({ layout: "contracts" }),
      `sources[0].layout: expected one of ${Object.keys(layouts).join(", ")}, got "contracts"; correct it, or leave the key out`,
    ],
    [
      source({ units: "cents" }),
      'sources[0].units: expected "major" (12.50) or "minor" (1250), got "cents"; correct it, or leave the key out',
    ],
    [
      source({ date_format: "dd/mm/yyyy" }),
      'sources[0].date_format: expected "iso", "epoch" or a format such as "%d/%m/%Y", got "dd/mm/yyyy"; correct it, or leave the key out',
    ],
    [
      source({ delimiter: "::" }),
      'sources[0].delimiter: expected one character, such as ";", got "::"; correct it, or leave the key out',
    ],
    [
      source({ decimal: ",", thousands: "," }),
      'sources[0].thousands: the decimal sign and the thousands sign differ, got ","; correct one of them',
    ],
    [
      source({ currency: "EUR" }),
      'sources[0].currency: no exchange rate for this currency, got "EUR"; add it under exchange_rates.rates',
    ],
    [
      source({ currency: "EURO" }),
      'sources[0].currency: expected an ISO 4217 code in capitals, such as "EUR", got "EURO"; correct it, or leave the key out',
    ],
    [
      mapped({ start: "x" }),
      'sources[0].columns.start: unknown key, got "x"; did you mean "start_on"? (allowed: line_id, customer_id, product, quantity, unit_price, amount, monthly_amount, term_value, billing_period, billing_period_count, currency, signed_on, start_on, end_on, end_means, auto_renews, renewal_months, notice_on, notice_withdrawn_on, notice_amount, notice_quantity, paused_on, resumes_on, order_type, order_id, reason, renewal_of, replaces, is_recurring, is_trial, list_price, discount_rate)',
    ],
    [
      mapped({ product: { valu: "x" } }),
      'sources[0].columns.product: expected the name of a column of the export, or a constant as {"value": "..."}, got {"valu":"x"}; correct it',
    ],
    [
      source({ columns: unstarted }),
      'sources[0].columns: start_on is not mapped, got {"line_id":"id","customer_id":"customer","monthly_amount":"amount"}; say which column of the export holds it: first day',
    ],
    [
      source({ columns: unpriced }),
      "sources[0].columns: exactly one of unit_price, amount, monthly_amount, term_value is mapped, got nothing; keep the one the other amounts follow from",
    ],
    [
      mapped({ term_value: "value", end_on: "end" }),
      'sources[0].columns: exactly one of unit_price, amount, monthly_amount, term_value is mapped, got ["monthly_amount","term_value"]; keep the one the other amounts follow from',
    ],
    [
      source({ columns: { ...unpriced, unit_price: "price" } }),
      'sources[0].columns: unit_price needs billing_period, got nothing; map its column or give a constant: {"value": "annual"}',
    ],
    [
      source({ columns: { ...unpriced, term_value: "value" } }),
      "sources[0].columns: term_value needs end_on, got nothing; a contract's value is spread from its start to its end",
    ],
    [
      mapped({ resumes_on: "back" }),
      "sources[0].columns: resumes_on needs paused_on, got nothing; a pause has a first day",
    ],
    [
      mapped({ notice_withdrawn_on: "back" }),
      "sources[0].columns: notice_withdrawn_on needs notice_on, got nothing; only a recorded notice can be taken back",
    ],
    [
      source({ file: "exports/c.csv" }),
      `sources[0].file: no file matches in ${join(root, "exports")}, which holds a.csv, b.csv, lines.json, odd[1].csv, old/, got "exports/c.csv"; correct the name or add the file`,
    ],
    [
      source({ file: "nowhere/*.csv" }),
      `sources[0].file: no file matches in ${root}, which holds company.json, exports/, got "nowhere/*.csv"; correct the name or add the file`,
    ],
    [
      { ...base, as_of: undefined, policies: { netting: 1 }, extra: true },
      'policies.netting: expected "product" or "customer", got 1; correct it, or leave the key out\ncompany.json extra: unknown key, got true; remove it (allowed: name, currency, timeZone, as_of, history_from, roll_up, policies, exchange_rates, products, reasons, health, sources)',
    ],
  ])("%#", (settings, message) => {
    expect(messageOf(() => load(settings))).toBe(`company.json ${message}`);
  });

  test.each([
    [
      '{"name": "Acme",\n "currency": USD}',
      "line 2 column 14: not valid JSON here, got USD; correct the text at that place",
    ],
    ['{"name": "Acme",}', "line 1 column 17: not valid JSON here, got }; correct the text at that place"],
    ["", "line 1 column 1: not valid JSON here, got the end of the file; correct the text at that place"],
    ['{"name": "a\tb"}', 'line 1 column 10: not valid JSON here, got "a; correct the text at that place'],
    ["[]", "(the whole file): expected an object, got []; see the README for an example"],
  ])("%j", (text, message) => {
    expect(messageOf(() => load(text))).toBe(
      `company.json${message.startsWith("line") ? " " : " "}${message}`,
    );
  });

  test("a folder without a company file, and no folder", () => {
    const folder = join(root, "exports", "old");
    expect(messageOf(() => loadCompany(folder))).toBe(
      `company.json: no such file in ${folder}, got a.csv; write one, see the README`,
    );
    const none = join(root, "none");
    expect(messageOf(() => loadCompany(none))).toBe(
      `company folder: no such folder, got ${none}; name the folder that holds company.json`,
    );
  });
});
