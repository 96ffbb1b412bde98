import type { Dice } from "./dice.ts";
import type { Industry } from "./market.ts";

const FIRST =
  "Alder Amber Ash Bram Briar Cald Cinder Copper Dun Elm Fair Fern Glen Hale Harrow Hazel Iron Juniper Kel Lark Linden Marl Mill Oak Orchard Pebble Quarry Reed Salt Sedge Stone Thorn Vale Wether Wick Winter Yarrow".split(
    " ",
  );
const SECOND = "brook dale field ford gate haven hurst ley mere moor ridge shaw stead view wood worth".split(
  " ",
);

const TRADE: Record<Industry, readonly string[]> = {
  "Financial data services": [
    "Data",
    "Market Data",
    "Ledger Services",
    "Index Partners",
    "Ratings",
    "Pricing Data",
  ],
  "Professional services": ["Advisory", "Partners", "Consulting", "& Finch", "Associates", "Legal Group"],
  Healthcare: ["Health", "Clinics", "Diagnostics", "Care Group", "Therapeutics", "Medical Supply"],
  Manufacturing: ["Industries", "Tooling", "Components", "Works", "Castings", "Precision"],
  Logistics: ["Freight", "Logistics", "Haulage", "Warehousing", "Shipping", "Cold Chain"],
  Retail: ["Stores", "Outfitters", "Home & Garden", "Grocers", "Retail Group", "Sports"],
  Media: ["Media", "Press", "Studios", "Broadcast", "Publishing", "Interactive"],
  Software: ["Software", "Systems", "Labs", "Cloud", "Technologies", "Apps"],
};

const LEGAL: readonly (readonly [string, number])[] = [
  ["", 70],
  [" Group", 8],
  [", Inc.", 10],
  [" Ltd", 6],
  [" LLC", 6],
];

/** Draws company names nobody got before. */
export function companyNames(): (dice: Dice, industry: Industry) => string {
  const taken = new Set<string>();
  return (dice, industry) => {
    for (;;) {
      const stem = `${dice.pick(FIRST)}${dice.pick(SECOND)} ${dice.pick(TRADE[industry])}`;
      if (taken.has(stem)) continue;
      taken.add(stem);
      const legal = dice.weighted(LEGAL);
      return stem.endsWith("Group") && legal === " Group" ? stem : stem + legal;
    }
  };
}
