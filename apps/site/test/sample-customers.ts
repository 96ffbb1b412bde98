import {
  type CustomerFile,
  type CustomerTable,
  type CustomerTableName,
  customerFileCount,
  customerShard,
  type LedgerFile,
} from "@tideline/metrics";
import { monthKey, monthNumber } from "../components/calendar.ts";

type Cell = string | number | boolean | null;
type Row = Readonly<Record<string, Cell>>;
type Tables = Record<CustomerTableName, Row[]>;

/** A text that would be a tag, and one a spreadsheet would take for a formula. */
export const hostileTitle = '<img src=x onerror="alert(1)"> & Co';
export const formulaTitle = '=HYPERLINK("https://a.test","click")';

/** Who has a long history, who has contracts alone, and of whom too little was ever known for a score. */
export const busyCustomer = "C0012";
export const quietCustomer = "C0003";
export const unscoredCustomer = "C0006";

const none: Tables = {
  customers: [],
  balances: [],
  movements: [],
  contracts: [],
  usage: [],
  contract_events: [],
  care_events: [],
  voice_events: [],
  health: [],
  contributions: [],
};

/** The movements and balances of every customer on a basis. */
function ledgerTables(file: LedgerFile): Pick<Tables, "balances" | "movements"> {
  const { movements, basis } = file;
  const start = monthNumber(file.first_month);
  const rows = movements.month.map((month, row) => ({
    customer_id: file.customers.id[movements.customer[row] ?? 0] ?? "",
    report_month: `${monthKey(start + month)}-01`,
    basis,
    product: file.products[movements.product[row] ?? 0] ?? "",
    currency: file.currency,
    kind: file.kinds[movements.kind[row] ?? 0] ?? "",
    occasion: file.occasions[movements.occasion[row] ?? 0] ?? null,
    reason: file.reasons[movements.reason[row] ?? 0] ?? null,
    category: null,
    line_id: `L${file.customers.id[movements.customer[row] ?? 0]}-1`,
    amount_minor: movements.amount[row] ?? 0,
    quantity_minor: movements.quantity[row] ?? 0,
  }));
  rows.sort((a, b) => (a.report_month < b.report_month ? -1 : a.report_month > b.report_month ? 1 : 0));
  const closing = new Map<string, number>();
  const balances = new Map<string, Row>();
  for (const { customer_id, report_month, amount_minor } of rows) {
    closing.set(customer_id, (closing.get(customer_id) ?? 0) + amount_minor);
    const closing_minor = closing.get(customer_id) ?? 0;
    balances.set(`${customer_id} ${report_month}`, { basis, customer_id, report_month, closing_minor });
  }
  return { balances: [...balances.values()], movements: rows };
}

const event = (event_on: string, source: string, name: string, more: Row = {}): Row => ({
  customer_id: busyCustomer,
  event_on,
  source,
  event: name,
  title: null,
  ...more,
});

/** A customer of whom everything is known: 100 tickets, five people on a day, a day of every source. */
function busyTables(): Omit<Tables, "customers" | "balances" | "movements" | "contracts"> {
  const tickets = Array.from({ length: 100 }, (_, place) =>
    event(
      `2024-${String(1 + (place % 12)).padStart(2, "0")}-${String(1 + (place % 28)).padStart(2, "0")}`,
      "ticket",
      "opened",
      {
        title: `Case ${place}`,
        status: "closed",
        priority: "normal",
        person: "Ann Ode",
      },
    ),
  ).sort((a, b) => (String(a.event_on) < String(b.event_on) ? -1 : 1));
  const joined = ["Ann Ode", "Bo Lee", "Cy Roe", "Di Fox", "Ed Kay"].map((title) =>
    event("2023-02-01", "people", "joined", { title, status: "user", number: 3 }),
  );
  return {
    usage: [
      { usage_month: "2025-10-01", event_count: 40, people_count: 4, days_count: 12, feature_count: 3 },
      { usage_month: "2025-12-01", event_count: 106, people_count: 21, days_count: 30, feature_count: 7 },
    ].map((row) => ({ customer_id: busyCustomer, ...row })),
    health: [
      ...[62.5, null, 78.25].map((score, place) => ({ customer_id: busyCustomer, score, place })),
      ...[1, 2].map((place) => ({ customer_id: unscoredCustomer, score: null, place })),
    ].map(({ customer_id, score: final_score, place }) => ({
      customer_id,
      report_month: `2025-1${place}-01`,
      scored_on: `2025-1${place}-3${place === 1 ? 0 : 1}`,
      version: place === 2 ? "2026" : "default",
      coverage: final_score === null ? 0.2 : 0.9,
      exception_name: null,
      override_reason: null,
      override_author: null,
      final_score,
      band: final_score === null ? "unscored" : "green",
    })),
    contributions: [
      { input: "nps_answer", title: "Mean NPS answer", contribution: -1.5 },
      { input: "active_users", title: "Active users of licences", contribution: 4.25 },
    ].map((row) => ({
      customer_id: busyCustomer,
      value: 8,
      previous_value: 9,
      input_score: 80,
      previous_score: null,
      ...row,
    })),
    contract_events: [
      event("2023-01-30", "contract", "new", {
        title: "Platform",
        amount_minor: 241_666,
        other_minor: 2_900_000,
        currency: "USD",
        lines: 1,
        until_on: "2024-02-01",
      }),
      event("2023-02-01", "contract", "one_off", {
        title: "Onboarding",
        amount_minor: 0,
        other_minor: 150_000,
        currency: "JPY",
        lines: 1,
      }),
      event("2025-03-01", "invoice", "issued", {
        title: formulaTitle,
        status: "overdue",
        amount_minor: 50_000,
        other_minor: 50_000,
        currency: "EUR",
        until_on: "2025-03-31",
      }),
      event("2026-02-01", "renewal", "due", {
        status: "open",
        amount_minor: 241_666,
        currency: "USD",
        lines: 1,
      }),
    ],
    care_events: [
      ...joined,
      event("2023-02-10", "milestone", "go_live", { status: "planned", until_on: "2023-04-01" }),
      event("2023-04-05", "milestone", "go_live", {
        status: "reached",
        title: "Live",
        person: "Kim",
        number: 30,
      }),
      event("2025-06-02", "activity", "call", {
        title: hostileTitle,
        notes: `Said: ${hostileTitle}`,
        person: "Kim",
        number: 20,
        pulse: 3,
      }),
      event("2025-11-03", "risk", "anticipated", { title: "Platform", number: 0.5 }),
    ],
    voice_events: [
      ...tickets,
      event("2025-07-01", "survey", "sent", { title: "nps", people: 7 }),
      event("2025-07-02", "survey", "answered", { title: "nps", score: 4, best_score: 10, person: "Bo Lee" }),
      event("2025-08-03", "engagement", "webinar_attended", { title: "marketing", person: "Cy Roe" }),
    ],
  };
}

/** What the pages of customers are made from, as rows of the marts. */
export function sampleCustomerTables(files: readonly LedgerFile[], asOf: string): Tables {
  const [first] = files;
  if (!first) return none;
  const ledgers = files.map(ledgerTables);
  const balances = ledgers.flatMap((one) => one.balances);
  const closingOf = new Map(
    balances.map((row) => [`${row.customer_id} ${row.basis}`, row.closing_minor ?? 0]),
  );
  const ids = [...new Set(files.flatMap(({ customers }) => customers.id))].sort();
  const nameOf = new Map(
    files.flatMap(({ customers }) => customers.id.map((id, at) => [id, customers.name[at] ?? null])),
  );
  const customers = ids.map((customer_id) => {
    const isBusy = customer_id === busyCustomer;
    return {
      customer_id,
      name: nameOf.get(customer_id) ?? null,
      industry: "Media",
      region: null,
      size_band: "SMB",
      sales_channel: null,
      csm: "Kim Ode",
      touch_tier: null,
      use_case: null,
      plan: null,
      currency: first.currency,
      committed_minor: closingOf.get(`${customer_id} committed`) ?? 0,
      live_minor: closingOf.get(`${customer_id} live`) ?? 0,
      signed_on: isBusy ? "2023-01-30" : null,
      live_on: isBusy ? "2023-04-05" : null,
      time_to_value_days: isBusy ? 65 : null,
      next_due_on: isBusy ? "2026-02-01" : null,
      next_due_state: isBusy ? "open" : null,
      next_due_minor: isBusy ? 241_666 : null,
    };
  });
  const contracts = [busyCustomer, quietCustomer].flatMap((customer_id) =>
    ["in_force", "ended"].map((state, place) => ({
      customer_id,
      line_id: `L${customer_id}-${place}`,
      order_id: null,
      product: "Platform",
      sku: place === 0 ? "Platform Pro" : null,
      kind: "recurring",
      state,
      currency: place === 0 ? "EUR" : "JPY",
      monthly_minor: 12_345 + place,
      annual_minor: 148_140 + place,
      one_off_minor: null,
      quantity: 25,
      discount_rate: place === 0 ? 0.2 : null,
      signed_on: null,
      start_on: `202${3 + place}-02-01`,
      end_on: place === 0 ? null : asOf,
      end_means: "term",
      auto_renews: false,
      notice_on: null,
      reason: null,
    })),
  );
  return {
    ...none,
    ...busyTables(),
    customers,
    balances,
    movements: ledgers.flatMap((one) => one.movements),
    contracts,
  };
}

const isDate = (cell: Cell | undefined) => typeof cell === "string" && /^\d{4}-\d{2}-\d{2}$/.test(cell);

type Kinds = CustomerTable["kinds"];

/** What each column holds, by the rows of all customers. */
function kindsOf(all: readonly Row[]): Kinds {
  const columns = [...new Set(all.flatMap((row) => Object.keys(row)))].filter(
    (column) => column !== "customer_id",
  );
  const kindOf = (column: string) => {
    const cells = all.map((row) => row[column]).filter((cell) => cell !== null && cell !== undefined);
    if (cells.length > 0 && cells.every(isDate)) return "date" as const;
    return cells.some((cell) => typeof cell === "string") ? ("text" as const) : ("number" as const);
  };
  return Object.fromEntries(columns.map((column) => [column, kindOf(column)]));
}

/** The same as the files the loaders write. */
export function sampleCustomerFiles(tables: Tables): CustomerFile[] {
  const files = customerFileCount(tables.customers.length);
  const names = Object.keys(none) as CustomerTableName[];
  const sorted = names.map((name) => {
    const ofShard = new Map<number, Row[]>();
    for (const row of tables[name]) {
      const shard = customerShard(String(row.customer_id), files);
      ofShard.set(shard, [...(ofShard.get(shard) ?? []), row]);
    }
    return { name, kinds: kindsOf(tables[name]), ofShard };
  });
  return Array.from({ length: files }, (_, shard): CustomerFile => {
    const places = new Map<string, number>();
    for (const { customer_id } of tables.customers)
      if (customerShard(String(customer_id), files) === shard) places.set(String(customer_id), places.size);
    const texts: string[] = [];
    const codes = new Map<string, number>();
    const code = (text: string) => {
      const known = codes.get(text) ?? texts.push(text);
      codes.set(text, known);
      return known;
    };
    const encode = (name: CustomerTableName, kinds: Kinds, rows: readonly Row[]): CustomerTable => {
      const cellOf = (column: string, cell: Cell | undefined): Cell => {
        if (cell === null || cell === undefined) return kinds[column] === "text" ? 0 : null;
        if (kinds[column] === "date") return Date.parse(`${cell}T00:00:00Z`) / 86_400_000;
        return kinds[column] === "text" ? code(String(cell)) : cell;
      };
      return {
        kinds,
        columns: {
          customer: rows.map(({ customer_id }) =>
            name === "customers" ? String(customer_id) : (places.get(String(customer_id)) ?? 0),
          ),
          ...Object.fromEntries(
            Object.keys(kinds).map((column) => [column, rows.map((row) => cellOf(column, row[column]))]),
          ),
        },
      };
    };
    const encoded = sorted.flatMap(({ name, kinds, ofShard }) => {
      const rows = (ofShard.get(shard) ?? []).filter(({ customer_id }) => places.has(String(customer_id)));
      return rows.length > 0 ? [[name, encode(name, kinds, rows)] as const] : [];
    });
    return { version: 1, is_made: true, texts, ...Object.fromEntries(encoded) };
  });
}
