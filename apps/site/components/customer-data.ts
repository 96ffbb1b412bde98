import {
  type CustomerFile,
  customerFileName,
  customerRows,
  customerShard,
  formatDate,
} from "@tideline/metrics";
import { monthKey, monthNumber } from "./calendar.ts";
import type { Basis } from "./data.ts";
import type { NumberStyle } from "./number.ts";
import type { Page } from "./page.ts";
import { basisMrr } from "./words.ts";

/** The row of `customer__profile`. */
export interface Profile {
  name: string | null;
  industry: string | null;
  region: string | null;
  size_band: string | null;
  sales_channel: string | null;
  csm: string | null;
  touch_tier: string | null;
  use_case: string | null;
  plan: string | null;
  committed_minor: number;
  live_minor: number;
  signed_on: string | null;
  live_on: string | null;
  time_to_value_days: number | null;
  next_due_on: string | null;
  next_due_state: string | null;
  next_due_minor: number | null;
}

/** A row of `customer__balances`: a month in which the balance changed. */
export interface BalanceChange {
  basis: Basis;
  report_month: string;
  closing_minor: number;
}

/** A row of `ledger__movements`. */
export interface Movement {
  report_month: string;
  basis: Basis;
  product: string;
  currency: string;
  kind: string;
  occasion: string | null;
  reason: string | null;
  category: string | null;
  line_id: string | null;
  amount_minor: number;
  quantity_minor: number;
}

/** A row of `customer__contracts`. */
export interface Contract {
  line_id: string;
  order_id: string | null;
  product: string;
  sku: string | null;
  kind: "recurring" | "one_off" | "trial";
  state: string;
  currency: string;
  monthly_minor: number | null;
  annual_minor: number | null;
  one_off_minor: number | null;
  quantity: number | null;
  discount_rate: number | null;
  signed_on: string | null;
  start_on: string;
  end_on: string | null;
  end_means: string | null;
  auto_renews: boolean;
  notice_on: string | null;
  reason: string | null;
}

/** A row of `customer__usage`. */
export interface Usage {
  usage_month: string;
  event_count: number;
  people_count: number | null;
  days_count: number;
  feature_count: number;
}

/** A row of the three marts of events; each has some of these columns. */
export interface CustomerEvent {
  event_on: string;
  source: string;
  event: string;
  title: string | null;
  /** The mart it is a row of. */
  mart: string;
  status?: string | null;
  notes?: string | null;
  person?: string | null;
  amount_minor?: number | null;
  other_minor?: number | null;
  currency?: string | null;
  lines?: number | null;
  number?: number | null;
  pulse?: number | null;
  priority?: string | null;
  score?: number | null;
  best_score?: number | null;
  people?: number | null;
  until_on?: string | null;
}

/** A row of `health__scores`. */
export interface HealthScore {
  report_month: string;
  /** The month's last day; in a month still open the day of the report. */
  scored_on: string;
  version: string;
  coverage: number;
  exception_name: string | null;
  override_reason: string | null;
  override_author: string | null;
  final_score: number | null;
  band: string;
}

/** A row of `health__contributions`, with the title of its input; null of what exceptions and overrides did. */
export interface Contribution {
  input: string;
  title: string | null;
  value: number | null;
  previous_value: number | null;
  input_score: number | null;
  previous_score: number | null;
  contribution: number;
}

/** Everything a customer's page shows. */
export interface Customer {
  /** The key the address asks for; empty where it asks for none. */
  id: string;
  /** False where the company has too many contract lines for customers' pages. */
  isMade: boolean;
  /** Null where nobody has the key. */
  profile: Profile | null;
  balances: readonly BalanceChange[];
  movements: readonly Movement[];
  contracts: readonly Contract[];
  usage: readonly Usage[];
  health: readonly HealthScore[];
  contributions: readonly Contribution[];
  /** Oldest first. */
  events: readonly CustomerEvent[];
}

/** The events of a day in the order they are told. */
export const eventSources = [
  "contract",
  "renewal",
  "milestone",
  "activity",
  "risk",
  "people",
  "survey",
  "ticket",
  "engagement",
  "invoice",
] as const;

function eventsOf(file: CustomerFile, id: string): CustomerEvent[] {
  const events = (["contract", "care", "voice"] as const).flatMap((name) =>
    customerRows<Omit<CustomerEvent, "mart">>(file, `${name}_events`, id).map((row) => ({
      ...row,
      mart: `customer__${name}_events`,
    })),
  );
  const rank = new Map<string, number>(eventSources.map((source, place) => [source, place]));
  const rankOf = ({ source }: CustomerEvent) => rank.get(source) ?? rank.size;
  return events.sort(
    (a, b) => (a.event_on < b.event_on ? -1 : a.event_on > b.event_on ? 1 : 0) || rankOf(a) - rankOf(b),
  );
}

/**
 * Fetches the one file that holds the customer the address names, and takes the customer out of it. Its name carries no
 * hash of what it holds, so the browser asks each time whether it still stands.
 */
export async function readCustomer({ summary }: Page): Promise<Customer> {
  const id = new URLSearchParams(location.search).get("id") ?? "";
  const address = `_file/data/customers/${customerFileName(customerShard(id, summary.customer_files))}`;
  const response = await fetch(new URL(address, location.href), { cache: "no-cache" });
  if (!response.ok)
    throw new Error(
      `readCustomer: ${address}: expected a file, got ${response.status}; build the site again`,
    );
  const file = (await response.json()) as CustomerFile;
  const [profile] = customerRows<Profile>(file, "customers", id);
  return {
    id,
    isMade: file.is_made,
    profile: profile ?? null,
    balances: customerRows(file, "balances", id),
    movements: customerRows(file, "movements", id),
    contracts: customerRows(file, "contracts", id),
    usage: customerRows(file, "usage", id),
    health: customerRows(file, "health", id),
    contributions: customerRows(file, "contributions", id),
    events: eventsOf(file, id),
  };
}

/** The name, else the key. */
export function customerName({ id, profile }: Customer): string {
  return profile?.name ?? id;
}

/** The balance of a basis at the end of every month from `first` to `last`, "YYYY-MM": it stays where nothing changed. */
export function balancesBetween(
  customer: Customer,
  basis: Basis,
  { first, last }: { first: string; last: string },
): { month: string; closing_minor: number }[] {
  const changes = new Map<number, number>();
  const start = monthNumber(first);
  let closing = 0;
  for (const row of customer.balances) {
    if (row.basis !== basis) continue;
    const month = monthNumber(row.report_month);
    if (month < start) closing = row.closing_minor;
    else changes.set(month, row.closing_minor);
  }
  return Array.from({ length: Math.max(0, monthNumber(last) - start + 1) }, (_, place) => {
    closing = changes.get(start + place) ?? closing;
    return { month: monthKey(start + place), closing_minor: closing };
  });
}

/** Decimals of a currency's minor unit, as ISO 4217 has them. */
export function exponentOf(currency: string): number {
  try {
    const { maximumFractionDigits } = new Intl.NumberFormat("en-US", {
      style: "currency",
      currency,
    }).resolvedOptions();
    return maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** How the page writes numbers; money in `currency`, by default the reporting one, whole units and exact in the tooltip. */
export function customerStyle(page: Page, customer: Customer, currency?: string | null): NumberStyle {
  const { company } = page.summary;
  const money =
    currency && currency !== company.currency
      ? { currency, exponent: exponentOf(currency) }
      : { currency: company.currency, exponent: company.exponent };
  return {
    money,
    basis: `${customerName(customer)}, as known on ${formatDate(company.as_of)}`,
    scale: { divisor: 10 ** money.exponent, name: money.currency },
  };
}

/** The same of a balance or movement, which stands on a basis. */
export function basisStyle(page: Page, customer: Customer): NumberStyle {
  const style = customerStyle(page, customer);
  return { ...style, basis: `${basisMrr(page.state.basis)}, ${style.basis}` };
}
