import { formatDate } from "@tideline/metrics";
import type { Columns } from "./data.ts";
import { h } from "./dom.ts";
import { type Measured, type NumberStyle, number } from "./number.ts";
import type { Page } from "./page.ts";
import { listed } from "./words.ts";

/** nps.json: the marts of the NPS page as columns. */
export interface NpsFile {
  by_month: Columns;
  /** Cuts in which somebody was asked or has answered; their rows follow the first view. */
  cuts: readonly string[];
  flow: Columns;
  detractors: Columns;
  follow_up: Columns;
  has_activities: boolean;
  has_invitations: boolean;
}

/** nps-rows.json: what follows the first view. */
export interface NpsRowsFile {
  by_cut: Columns;
}

/** portfolio.json: the marts of the Portfolio page as columns. */
export interface PortfolioFile {
  by_csm: Columns;
  by_group: Columns;
  pareto: Columns;
  /** Activities were read, with whomever they were. */
  has_activities: boolean;
}

/** An attention list: what its file says, and what is on it. */
export interface AttentionList {
  list: string;
  customers: number;
  committed_minor: number;
  title: string;
  question: string;
  order: string;
  exports: string[];
  /** Exports it needs and the company does not have. */
  missing: string[];
  /** Why it can say nothing although they are there; null where it can. */
  unable: string | null;
}

/** What keeps a list from saying anything; null where nothing does, and an empty list is one that nobody is on. */
export function whySilent({ missing, unable }: Pick<AttentionList, "missing" | "unable">): string | null {
  if (missing.length > 0) return `it needs ${listed(missing)}, and no such export was read`;
  return unable;
}

/** attention.json: the lists, the customers on any of them, each once, and the first rows of each list. */
export interface AttentionFile {
  lists: AttentionList[];
  customers: number;
  committed_minor: number;
  /** Of these, on more than one list. */
  several: number;
  rows: Columns;
}

/** How these pages write their numbers: facts up to as_of, money on the committed basis. */
export function serviceStyle(page: Page, about: string): NumberStyle {
  const { company } = page.summary;
  return {
    money: { currency: company.currency, exponent: company.exponent },
    basis: `${about}, as of ${formatDate(company.as_of)}`,
  };
}

/** A function that writes the numbers of one mart of a page. */
export function writer(mart: string, style: NumberStyle) {
  return (measured: Omit<Measured, "mart">, more: Partial<NumberStyle> = {}): HTMLElement =>
    number({ ...measured, mart }, { ...style, ...more });
}

/** A customer's name that opens its panel. */
export function customerButton(
  page: Page,
  { customer_id, name }: { customer_id: string; name: string | null },
) {
  return h(
    "button.text-button",
    { type: "button", onclick: () => page.show({ customer: customer_id }) },
    name ?? customer_id,
  );
}
