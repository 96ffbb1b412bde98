import { netPromoterScore, responseRate } from "@tideline/metrics";
import { rowsFromColumns } from "./data.ts";
import type { Measured } from "./number.ts";
import type { Page } from "./page.ts";
import type { NpsFile, NpsRowsFile } from "./service-data.ts";

/** A row of `nps__by_month`. */
export interface NpsMonth {
  report_month: string;
  answers: number;
  promoters: number;
  passives: number;
  detractors: number;
  standing_persons: number;
  standing_promoters: number;
  standing_passives: number;
  standing_detractors: number;
  standing_customers: number;
  promoter_micros: number;
  detractor_micros: number;
  invited: number;
  answered: number;
}

/** A row of `nps__by_cut`. */
export interface NpsLabel {
  report_month: string;
  cut: string;
  label: string;
  persons: number;
  promoters: number;
  passives: number;
  detractors: number;
  customers: number;
  promoter_micros: number;
  detractor_micros: number;
  invited: number;
  answered: number;
}

/** A row of `nps__detractors` that nobody has followed up. */
export interface Detractor {
  answer_no: number;
  customer_id: string;
  customer_name: string | null;
  person_name: string | null;
  score: number;
  responded_on: string;
  committed_minor: number;
  csm: string | null;
}

/** A row of `nps__flow`. */
export interface FlowRow {
  from_class: string;
  to_class: string;
  persons: number;
}

/** The NPS page's rows. */
export interface Nps {
  months: readonly NpsMonth[];
  flow: readonly FlowRow[];
  open: readonly Detractor[];
  followUp: readonly {
    is_followed: boolean;
    detractors: number;
    customers: number;
    committed_minor: number;
  }[];
  hasActivities: boolean;
  hasInvitations: boolean;
  /** Cuts with a label somebody has answered in, the first one to be shown first. */
  splits: readonly string[];
  /** The newest month; null where nobody was ever asked or answered. */
  now: NpsMonth | null;
  /** Twelve months before it. */
  before: NpsMonth | null;
}

/** Turns the file into rows. */
export function readNps(file: NpsFile): Nps {
  const months = rowsFromColumns<NpsMonth>(file.by_month);
  return {
    months,
    splits: [
      ...file.cuts.filter((cut) => cut === "industry"),
      ...file.cuts.filter((cut) => cut !== "industry"),
    ],
    flow: rowsFromColumns<FlowRow>(file.flow),
    open: rowsFromColumns<Detractor>(file.detractors),
    followUp: rowsFromColumns<Nps["followUp"][number]>(file.follow_up),
    hasActivities: file.has_activities,
    hasInvitations: file.has_invitations,
    now: months.at(-1) ?? null,
    before: months.at(-13) ?? null,
  };
}

const read = new WeakMap<object, readonly NpsLabel[]>();

/** How people stand by label of every cut; null before it is here. */
export function npsLabels(page: Page): readonly NpsLabel[] | null {
  const columns = (page.laterRows as NpsRowsFile | null)?.by_cut;
  if (!columns) return null;
  const rows = read.get(columns) ?? rowsFromColumns<NpsLabel>(columns);
  read.set(columns, rows);
  return rows;
}

type Persons = { persons: number; promoters: number; detractors: number };
type Shares = { customers: number; promoter_micros: number; detractor_micros: number };

/** How people stand: the components of a month or label under the names of a label. */
export function standing(month: NpsMonth): Persons & Shares & { passives: number } {
  return {
    persons: month.standing_persons,
    promoters: month.standing_promoters,
    passives: month.standing_passives,
    detractors: month.standing_detractors,
    customers: month.standing_customers,
    promoter_micros: month.promoter_micros,
    detractor_micros: month.detractor_micros,
  };
}

/** NPS of people: each by the latest answer within twelve months. */
export function npsByPerson({ persons, promoters, detractors }: Persons): number | null {
  return netPromoterScore({ answers: persons, promoters, detractors });
}

/** NPS of customers: each weighs the same, by the shares among its people. */
export function npsByCustomer({ customers, promoter_micros, detractor_micros }: Shares): number | null {
  return netPromoterScore({
    answers: customers * 1e6,
    promoters: promoter_micros,
    detractors: detractor_micros,
  });
}

/** A score as the number component takes it. */
export function score(value: number | null, key: string, method: string): Omit<Measured, "mart"> {
  return { value, unit: "ratio", key, method, reason: "nobody has answered within twelve months" };
}

/** A response rate as the number component takes it. */
export function response(row: { invited: number; answered: number }, key: string): Omit<Measured, "mart"> {
  return {
    value: responseRate(row),
    unit: "rate",
    key,
    method: "invitations answered / invitations",
    reason: "no invitation is known of it",
  };
}
