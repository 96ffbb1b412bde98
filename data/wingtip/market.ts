import type { Currency } from "./catalogue.ts";

/** Who buys: the labels of the cuts, each with its weight in the draw and, where it has one, its churn factor. */
export type Industry =
  | "Financial data services"
  | "Professional services"
  | "Healthcare"
  | "Manufacturing"
  | "Logistics"
  | "Retail"
  | "Media"
  | "Software";
export type Channel = "Direct sales" | "Inbound" | "Partner referral" | "Reseller" | "Self-serve";
export type Region = "North America" | "Europe" | "United Kingdom" | "Asia-Pacific" | "Latin America";
export type SizeBand = "SMB" | "Mid-market" | "Enterprise";

export const INDUSTRIES: readonly (readonly [Industry, number])[] = [
  ["Professional services", 17],
  ["Financial data services", 15],
  ["Software", 14],
  ["Manufacturing", 13],
  ["Healthcare", 12],
  ["Logistics", 11],
  ["Retail", 11],
  ["Media", 7],
];

export const CHANNELS: readonly (readonly [Channel, number])[] = [
  ["Direct sales", 38],
  ["Inbound", 31],
  ["Partner referral", 19],
  ["Reseller", 12],
];

export const STARTER_CHANNELS: readonly (readonly [Channel, number])[] = [
  ["Self-serve", 58],
  ["Inbound", 30],
  ["Reseller", 12],
];

export const USE_CASES: readonly (readonly [string, number])[] = [
  ["Client onboarding", 24],
  ["Month-end close", 20],
  ["Procure to pay", 18],
  ["Order to cash", 16],
  ["Field service", 12],
  ["Compliance reviews", 10],
  ["", 4],
];

/** Churn against the average customer, in per cent: Retail and resellers are the two that go wrong. */
export const INDUSTRY_CHURN: Record<Industry, number> = {
  "Financial data services": 78,
  "Professional services": 88,
  Healthcare: 80,
  Manufacturing: 86,
  Logistics: 100,
  Retail: 250,
  Media: 92,
  Software: 98,
};
export const CHANNEL_CHURN: Record<Channel, number> = {
  "Direct sales": 82,
  Inbound: 90,
  "Partner referral": 80,
  Reseller: 215,
  "Self-serve": 100,
};

export const REGION_CHURN: Record<Region, number> = {
  "North America": 101,
  Europe: 72,
  "United Kingdom": 100,
  "Asia-Pacific": 96,
  "Latin America": 110,
};

/** Europe was opened in April 2022 and the United Kingdom in September 2022. */
export function regions(year: number): readonly (readonly [Region, number])[] {
  const abroad = Math.min(year - 2021, 3);
  return [
    ["North America", 78 - 3 * abroad],
    ["Europe", 2 + 2 * abroad],
    ["United Kingdom", 3 + abroad],
    ["Asia-Pacific", 6],
    ["Latin America", 2],
  ];
}

/** The currency an account of a region is billed in: local price lists exist from the opening of the office on. */
export function billingCurrency(region: Region, year: number, die: number): Currency {
  if (year < 2022) return "USD";
  if (region === "Europe" && die <= 90) return "EUR";
  if (region === "United Kingdom" && die <= 94) return "GBP";
  return "USD";
}
