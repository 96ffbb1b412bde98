/** What Wingtip sells: six product families, their plans, and the list price of one unit a year. */
export type Currency = "USD" | "EUR" | "GBP";
export type BillingPeriod = "annual" | "quarterly" | "monthly";
export type Family = "Workspace" | "Automate" | "Connect" | "Reports" | "Insights" | "Assist";

export type Sku = {
  name: string;
  family: Family;
  /** Whole USD a unit a year, 2021 to 2025; 0 = not on the list that year. */
  list: readonly [number, number, number, number, number];
};

const sku = (name: string, family: Family, ...list: [number, number, number, number, number]): Sku => ({
  name,
  family,
  list,
});

export const STARTER = sku("Workspace Starter", "Workspace", 468, 480, 504, 516, 528);
export const TEAM = sku("Workspace Team", "Workspace", 720, 732, 756, 780, 804);
export const BUSINESS = sku("Workspace Business", "Workspace", 960, 984, 1_020, 1_056, 1_100);
export const ENTERPRISE = sku("Workspace Enterprise", "Workspace", 1_260, 1_296, 1_344, 1_392, 1_440);
export const AUTOMATE = sku("Automate Standard", "Automate", 780, 804, 828, 852, 875);
export const AUTOMATE_PLUS = sku("Automate Plus", "Automate", 1_140, 1_164, 1_200, 1_236, 1_272);
export const CONNECT = sku("Connect", "Connect", 900, 924, 948, 984, 1_020);
export const REPORTS = sku("Reports", "Reports", 300, 312, 324, 336, 0);
export const INSIGHTS = sku("Insights Standard", "Insights", 0, 456, 468, 480, 492);
export const INSIGHTS_PRO = sku("Insights Pro", "Insights", 0, 696, 720, 744, 768);
export const ASSIST = sku("Assist", "Assist", 0, 0, 0, 240, 264);
export const ARCHIVE = sku("Workspace Archive", "Workspace", 0, 100, 100, 100, 100);
export const ONBOARDING = sku("Onboarding Package", "Workspace", 1, 1, 1, 1, 1);

export const SKUS: readonly Sku[] = [
  STARTER,
  TEAM,
  BUSINESS,
  ENTERPRISE,
  AUTOMATE,
  AUTOMATE_PLUS,
  CONNECT,
  REPORTS,
  INSIGHTS,
  INSIGHTS_PRO,
  ASSIST,
  ARCHIVE,
  ONBOARDING,
];

/** Local price lists in per cent of the USD list, and the constant rates: minor USD for 100 minor units. */
const LOCAL_PER_CENT = { USD: 100, EUR: 92, GBP: 80 } as const;
export const RATE_PER_CENT = { USD: 100, EUR: 110, GBP: 128 } as const;

export const PERIODS_A_YEAR = { annual: 1, quarterly: 4, monthly: 12 } as const;

/** a / b for whole numbers, rounded half away from zero. */
export const divide = (a: number, b: number): number =>
  Math.sign(a) * Math.floor((2 * Math.abs(a) + b) / (2 * b));

/** The list price of one unit a billing period, in minor units of the billing currency. */
export function listMinor(of: Sku, year: number, currency: Currency, period: BillingPeriod): number {
  const usd = of.list[Math.min(Math.max(year, 2021), 2025) - 2021] ?? 0;
  const local = divide(usd * LOCAL_PER_CENT[currency], 100);
  return divide(local * 100, PERIODS_A_YEAR[period]);
}

/** Minor units of a billing currency in USD cents at the constant rate. */
export const inUsd = (minor: number, currency: Currency): number =>
  divide(minor * RATE_PER_CENT[currency], 100);
