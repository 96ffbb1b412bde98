import {
  type ActivationAtAge,
  activationByAge,
  byLabelAtFirst,
  customersLike,
  type DaysInQuarter,
  daysByQuarter,
  type FirstRenewalBand,
  firstRenewalByDays,
  formatDate,
  type OnboardingCustomer,
} from "@tideline/metrics";
import { type Columns, rowsFromColumns } from "./data.ts";
import { h } from "./dom.ts";
import { withRows } from "./ledger-with-rows.ts";
import type { Measured, NumberStyle } from "./number.ts";
import type { JsonFile, LedgerFiles, Page } from "./page.ts";
import { isWhole } from "./state.ts";
import { selectionKey } from "./style.ts";
import type { View } from "./view.ts";

/** onboarding.json: the marts of the Time to value page as columns, of all customers. */
export interface OnboardingFile {
  by_days: Columns;
  by_age: Columns;
  first_renewal: Columns;
  /** Of `onboarding__customers`, by quarter of signing: those whose go-live is not recorded. */
  unrecorded: Columns;
}

/** How soon some customers went live, and what became of their first renewal. */
export interface Onboarding {
  /** Those whose go-live is not recorded, by quarter of signing: in no day and no share. */
  unrecorded: readonly { signed_quarter: string; customers: number }[];
  days: readonly DaysInQuarter[];
  ages: readonly ActivationAtAge[];
  renewals: readonly FirstRenewalBand[];
}

/** Customers of a label of the cut, or of a pair of labels of two. */
export interface OnboardingLabel extends Onboarding {
  name: string;
  customers: number;
}

function onboardingOf(rows: readonly OnboardingCustomer[]): Onboarding {
  const recorded = rows.filter(({ is_recorded }) => is_recorded);
  return {
    days: daysByQuarter(recorded),
    ages: activationByAge(recorded),
    renewals: firstRenewalByDays(rows),
    unrecorded: daysByQuarter(rows.filter(({ is_recorded }) => !is_recorded)),
  };
}

/** Time to value: of all customers from the marts, of any others from the rows, which come before the ledger. */
export class TimeToValue {
  readonly all: Onboarding;
  #rows: readonly OnboardingCustomer[] | null = null;
  readonly #file: JsonFile;
  readonly #made = new WeakMap<View, Onboarding | null>();

  constructor(file: OnboardingFile, rows: JsonFile) {
    this.all = {
      days: rowsFromColumns<DaysInQuarter>(file.by_days),
      ages: rowsFromColumns<ActivationAtAge>(file.by_age),
      renewals: rowsFromColumns<FirstRenewalBand>(file.first_renewal),
      unrecorded: rowsFromColumns<Onboarding["unrecorded"][number]>(file.unrecorded),
    };
    this.#file = rows;
  }

  /** The ledgers so that each comes with the rows: what waits for a ledger then has both. */
  before(files: LedgerFiles): LedgerFiles {
    return withRows(files, async () => {
      this.#rows ??= rowsFromColumns<OnboardingCustomer>((await this.#file.json()) as Columns);
    });
  }

  /** Who is shown: by the filters and the chosen label, at the first month end; null before ledger and rows are there. */
  #shown(view: View, page: Page): readonly OnboardingCustomer[] | null {
    const { basis, cut, label, only } = view.state;
    const ledger = page.source.ledgers.get(basis);
    if (!ledger || !this.#rows) return null;
    const chosen = cut !== null && label !== null ? [{ cut, labels: [label] }] : [];
    return customersLike(ledger, this.#rows, [...only, ...chosen]);
  }

  /** The figures of a view; null before what they need is there. */
  of(view: View, page: Page): Onboarding | null {
    if (isWhole(view.state)) return this.all;
    const known = this.#made.get(view);
    if (known) return known;
    const rows = this.#shown(view, page);
    const made = rows && onboardingOf(rows);
    this.#made.set(view, made);
    return made;
  }

  /** One a label of the cut, of both cuts where there are two; null without a cut and before what they need is there. */
  labels(view: View, page: Page): OnboardingLabel[] | null {
    const { basis, cut, second, label } = view.state;
    const ledger = page.source.ledgers.get(basis);
    const rows = this.#shown(view, page);
    if (cut === null || (label !== null && second === null) || !ledger || !rows) return null;
    const cuts = [cut, ...(second === null ? [] : [second])];
    return byLabelAtFirst(ledger, rows, cuts).map(({ labels, rows: own }) => ({
      ...onboardingOf(own),
      name: labels.map((one) => one || "(none)").join(" · "),
      customers: own.filter(({ is_recorded }) => is_recorded).length,
    }));
  }
}

/** A number of the page with where it comes from: the mart of all customers, or the rows of those shown. */
export function onboardingMeasured(
  view: View,
  { mart, key, label, ...measured }: Measured & { label?: string | undefined },
): Measured {
  const isAll = isWhole(view.state) && label === undefined;
  return {
    ...measured,
    mart: isAll ? mart : "onboarding__customers",
    key: isAll ? key : `${key}${label === undefined ? "" : ` ${label}`}${selectionKey(view)}`,
  };
}

/** "31 to 60 days", "over 120 days", "no go-live by then". */
export function bandName({ from_days, to_days }: Pick<FirstRenewalBand, "from_days" | "to_days">): string {
  if (from_days === null) return "no go-live by then";
  if (to_days === null) return `over ${from_days - 1} days`;
  return from_days === 0 ? `up to ${to_days} days` : `${from_days} to ${to_days} days`;
}

/** The first quarter in the rows, as "Q1 2022". */
export function quarterName(day: string): string {
  return `Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1} ${day.slice(0, 4)}`;
}

/** How the page writes its numbers. */
export function onboardingStyle(page: Page, view: View): NumberStyle {
  const { company } = page.summary;
  return {
    money: { currency: company.currency, exponent: company.exponent },
    basis: `${view.who} signed since go-lives are recorded, as known on ${formatDate(company.as_of)}`,
  };
}

/** What stands where no go-live is exported. */
export function noGoLives(): HTMLElement {
  return h(
    "p.lead",
    null,
    "No go-live of any customer is exported, so time to value is not known. It is a milestone named go_live, from a milestones export.",
  );
}
