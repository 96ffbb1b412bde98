import { formatDate, type OnboardingDays } from "@tideline/metrics";
import { type Columns, rowsFromColumns } from "./data.ts";
import { h } from "./dom.ts";
import type { NumberStyle } from "./number.ts";
import type { Page } from "./page.ts";

/** onboarding.json: the marts of the Time to value page as columns. */
export interface OnboardingFile {
  by_days: Columns;
  by_age: Columns;
  first_renewal: Columns;
}

/** A row of `onboarding__by_days`. */
export interface DaysRow extends OnboardingDays {
  signed_quarter: string;
}

/** A row of `onboarding__by_age`. */
export interface AgeRow {
  age_days: number;
  old_enough: number;
  activated: number;
}

/** A row of `onboarding__first_renewal`. */
export interface FirstRenewalRow {
  from_days: number | null;
  to_days: number | null;
  decided: number;
  renewed: number;
  due_minor: number;
  renewed_minor: number;
  kept_minor: number;
}

/** The rows of the page. */
export interface Onboarding {
  days: readonly DaysRow[];
  ages: readonly AgeRow[];
  renewals: readonly FirstRenewalRow[];
}

/** Turns the file into rows; a company without go-lives has none. */
export function readOnboarding(file: OnboardingFile): Onboarding {
  return {
    days: rowsFromColumns<DaysRow>(file.by_days),
    ages: rowsFromColumns<AgeRow>(file.by_age),
    renewals: rowsFromColumns<FirstRenewalRow>(file.first_renewal),
  };
}

/** "31 to 60 days", "over 120 days", "not live by then". */
export function bandName({ from_days, to_days }: Pick<FirstRenewalRow, "from_days" | "to_days">): string {
  if (from_days === null) return "not live by then";
  if (to_days === null) return `over ${from_days - 1} days`;
  return from_days === 0 ? `up to ${to_days} days` : `${from_days} to ${to_days} days`;
}

/** The first quarter in the rows, as "Q1 2022". */
export function quarterName(day: string): string {
  return `Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1} ${day.slice(0, 4)}`;
}

/** How the page writes its numbers. */
export function onboardingStyle(page: Page): NumberStyle {
  const { company } = page.summary;
  return {
    money: { currency: company.currency, exponent: company.exponent },
    basis: `all customers signed since go-lives are recorded, as known on ${formatDate(company.as_of)}`,
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
