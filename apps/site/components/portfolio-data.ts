import type { ShareRow } from "@tideline/charts";
import { arrPerCsm, csmCostRatio, customersPerCsm, touchRate } from "@tideline/metrics";
import { rowsFromColumns } from "./data.ts";
import type { Measured } from "./number.ts";
import type { PortfolioFile } from "./service-data.ts";

/** A row of `portfolio__by_csm`. */
export interface CsmRow {
  csm: string | null;
  name: string | null;
  team: string | null;
  is_on_roster: boolean;
  customers: number;
  shared_customers: number;
  arr_minor: number;
  touched_customers: number;
  annual_cost_minor: number | null;
}

/** A row of `portfolio__by_group`. */
export interface GroupRow {
  grouping: "all" | "team" | "touch_tier";
  label: string | null;
  customers: number;
  arr_minor: number;
  /** Of them, what somebody looks after. */
  cared_customers: number;
  cared_arr_minor: number;
  csms: number;
  people: number;
  annual_cost_minor: number | null;
  touched_customers: number;
  days_30: number;
  days_90: number;
  days_180: number;
  days_longer: number;
  days_never: number;
}

/** A row of `portfolio__pareto`. */
export type ParetoRow = ShareRow & {
  /** Of all customers, those of whom only read-only fees are left. */
  archived_customers: number;
};

/** The Portfolio page's rows. */
export interface Portfolio {
  csms: readonly CsmRow[];
  /** The customers nobody is known to look after. */
  nobody: CsmRow | null;
  all: GroupRow | null;
  teams: readonly GroupRow[];
  tiers: readonly GroupRow[];
  pareto: readonly ParetoRow[];
  /** Somebody is known to look after a customer. */
  hasCare: boolean;
  /** Activities were read, with whomever they were. */
  hasActivities: boolean;
}

/** Turns the file into rows. */
export function readPortfolio(file: PortfolioFile): Portfolio {
  const csms = rowsFromColumns<CsmRow>(file.by_csm);
  const groups = rowsFromColumns<GroupRow>(file.by_group);
  const all = groups.find(({ grouping }) => grouping === "all") ?? null;
  return {
    csms: csms.filter(({ csm }) => csm !== null),
    nobody: csms.find(({ csm }) => csm === null) ?? null,
    all,
    teams: groups.filter(({ grouping }) => grouping === "team"),
    tiers: groups.filter(({ grouping }) => grouping === "touch_tier"),
    pareto: rowsFromColumns<ParetoRow>(file.pareto),
    hasCare: csms.some(({ csm }) => csm !== null),
    hasActivities: file.has_activities,
  };
}

type Figure = Omit<Measured, "mart">;

/** ARR of the portfolios a CSM, as the number component takes it. */
export function arrEach(row: GroupRow, key: string): Figure {
  return {
    value: arrPerCsm({ arr_minor: row.cared_arr_minor, csms: row.csms }),
    unit: "money",
    key: `arrPerCsm ${key}`,
    method: "ARR somebody looks after / CSMs",
    reason: "no customer success manager is known",
  };
}

/** Customers a CSM. */
export function customersEach(row: GroupRow, key: string): Figure {
  return {
    value: customersPerCsm({ customers: row.cared_customers, csms: row.csms }),
    unit: "count",
    key: `customersPerCsm ${key}`,
    method: "customers somebody looks after / CSMs",
    reason: "no customer success manager is known",
  };
}

/** Cost over ARR. */
export function costRatio(
  row: Pick<GroupRow, "annual_cost_minor" | "arr_minor">,
  { key, isNobody = false }: { key: string; isNobody?: boolean },
): Figure {
  const { annual_cost_minor: cost, arr_minor } = row;
  return {
    value: cost === null ? null : csmCostRatio({ csm_cost_minor: cost, arr_minor }),
    unit: "rate",
    key: `csmCostRatio ${key}`,
    method: "cost a year / ARR",
    reason: isNobody
      ? "nobody looks after them"
      : cost === null
        ? "the cost of one of them is not known"
        : "they look after no recurring revenue",
  };
}

/** Customers touched in the quarter over customers. */
export function touched(
  row: { customers: number; touched_customers: number },
  key: string,
  hasActivities: boolean,
): Figure {
  return {
    value: hasActivities ? touchRate(row) : null,
    unit: "rate",
    key: `touchRate ${key}`,
    method: "customers with an activity in three months / customers",
    reason: hasActivities ? "there are no customers" : "no activities were exported",
  };
}
