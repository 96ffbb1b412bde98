import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  customerFileCount,
  customerFileName,
  type Ledger,
  type LedgerFile,
  type LedgerLinesFile,
  MOVEMENT_KINDS,
  MOVEMENT_SIDES,
  type MovementKind,
  openLedger,
  retention,
  waterfall,
} from "@tideline/metrics";
import type { AtRiskAllRowsFile, AtRiskFile, AtRiskRowsFile } from "../components/at-risk-data.ts";
import { monthKey, monthNumber } from "../components/calendar.ts";
import { BASES, type Basis, type Columns, type Quality, type Summary } from "../components/data.ts";
import type { HealthFile, HealthRowsFile } from "../components/health-data.ts";
import type { OnboardingFile } from "../components/onboarding-data.ts";
import type { OutcomeFile } from "../components/outcome-data.ts";
import type { Quarantine } from "../components/quarantine-data.ts";
import type { RenewalFile } from "../components/renewal-data.ts";
import type { TieOutFile, TieOutRowsFile } from "../components/tie-out-data.ts";
import type { ValidationFile } from "../components/validation-data.ts";
import { sampleBridge } from "./sample-bridge.ts";
import { sampleCare } from "./sample-care.ts";
import { sampleCohorts, sampleSurvival } from "./sample-cohorts.ts";
import { sampleCustomerFiles, sampleCustomerTables } from "./sample-customers.ts";
import { sampleHealth, sampleHealthCustomers } from "./sample-health.ts";
import { sampleOnboarding, sampleOutcomes } from "./sample-outcomes.ts";
import { sampleQuality, sampleQuarantine, sampleQuarantineCsv } from "./sample-quality.ts";
import {
  type SampleRenewal,
  sampleRenewalList,
  sampleRenewalRows,
  sampleRenewals,
  sampleRenewalsAhead,
} from "./sample-renewals.ts";
import { type SampleService, sampleService } from "./sample-service.ts";
import { sampleTieOut } from "./sample-tie-out.ts";
import { sampleAtRisk, sampleValidation } from "./sample-validation.ts";

/** What a throw-away company is like; everything else follows from the seed. */
export interface SampleOptions {
  name?: string;
  customers?: number;
  firstMonth?: string;
  months?: number;
  /** A month from which nobody stays. */
  endsIn?: string;
  hasCuts?: boolean;
  currency?: string;
  exponent?: number;
}

/** The files of src/data. */
export interface SampleData {
  summary: Summary;
  quality: Quality;
  quarantine: Quarantine;
  /** With the customers behind it. */
  tieOut: TieOutFile & { rows: TieOutRowsFile };
  /** The ledger of the live basis, and that of the committed one. */
  ledger: LedgerFile;
  committed: LedgerFile;
  renewals: RenewalFile;
  /** The renewals behind its counts. */
  renewalsAhead: Columns;
  renewalRows: SampleRenewal[];
  /** With what follows its first view. */
  health: HealthFile & { rows: HealthRowsFile };
  /** The customers behind it. */
  healthCustomers: Columns;
  validation: ValidationFile;
  /** With the renewals and customers behind it. */
  atRisk: AtRiskFile & { rows: AtRiskRowsFile; all: AtRiskAllRowsFile };
  outcomes: OutcomeFile;
  /** The customers behind it. */
  outcomeRows: Columns;
  onboarding: OnboardingFile;
  onboardingRows: Columns;
  /** `waterfall__by_cut`, where balances follow exchange rates; else nothing. */
  byCut: Columns;
  /** Of the pages of surveys, portfolios and attention. */
  service: SampleService;
  /** `cohorts__by_month`; `survival__by_duration` and the stays behind it. */
  cohorts: { committed: Columns; live: Columns };
  survival: Columns;
  survivalRows: Columns;
}

const industries = ["Software", "Health care", "Finance", "Retail", "Media", "Logistics", "Education"];
const bands = ["SMB", "Mid-market", "Enterprise"];
const csms = ["Ann Lee", "Bo Ruiz", "Cy Tan", "Dee Okafor", "unassigned"];
const products = ["Platform", "Analytics", "Support plus"];
const reasons = [null, "price", "missing_feature", "acquired", "bankrupt", "competitor", "unknown"];
/** What the company says of its reasons; of the last two it says nothing. */
const reasonNotes: NonNullable<Summary["company"]["reasons"]> = {
  price: { category: "commercial", avoidable: true },
  competitor: { category: "commercial", avoidable: true },
  missing_feature: { category: "product", avoidable: true },
  acquired: { category: "customer gone", avoidable: false },
  bankrupt: { category: "customer gone", avoidable: false },
};
const occasions = ["initial", "renewal", "mid_term", "contracted_step"];
const first = ["North", "Blue", "Silver", "Iron", "Quiet", "Bright", "Lake", "Red", "Open", "Clear"];
const second = ["field", "gate", "stone", "works", "harbor", "metrics", "line", "forge", "path", "light"];
const third = ["Inc", "Labs", "Group", "& Sons", "GmbH", "Partners", "Systems"];

/** A small linear congruential generator: the same numbers on every machine. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function pick<Item>(list: readonly Item[], at: number): Item {
  return list[Math.min(list.length - 1, Math.floor(at * list.length))] as Item;
}

function sideOf(kind: MovementKind): string {
  if (kind === "add_on" || kind === "upgrade") return "expansion";
  if (kind === "downgrade" || kind === "product_churn" || kind === "archive") return "contraction";
  return "none";
}

function emptyLedger(options: Required<SampleOptions>): LedgerFile {
  return {
    version: 1,
    basis: "live",
    currency: options.currency,
    exponent: options.exponent,
    first_month: options.firstMonth,
    months: options.months,
    customers: { id: [], name: [] },
    products,
    currencies: [options.currency],
    kinds: [...MOVEMENT_KINDS],
    sides: [...MOVEMENT_SIDES],
    occasions,
    reasons,
    categories: reasons.map((reason) => reasonNotes[reason ?? ""]?.category ?? null),
    avoidable: reasons.map((reason) => reasonNotes[reason ?? ""]?.avoidable ?? null),
    movements: {
      month: [],
      customer: [],
      product: [],
      currency: [],
      kind: [],
      side: [],
      occasion: [],
      reason: [],
      amount: [],
      quantity: [],
      line: [],
      list: [],
      discount: [],
    },
    logos: { month: [], customer: [], kind: [], active: [], archived: [] },
    cuts: [],
  };
}

type State = { balances: number[]; isArchived: boolean; was: boolean };

/** Walks every customer through the months and writes its movements, its states and its labels. */
function simulate(options: Required<SampleOptions>): LedgerFile {
  const random = makeRandom(20251231);
  const file = emptyLedger(options);
  const unit = 10 ** options.exponent;
  const lastMonth = options.endsIn ? monthNumber(options.endsIn) - monthNumber(options.firstMonth) : Infinity;
  const cuts = [
    { name: "industry", title: "Industry", labels: industries },
    { name: "size_band", title: "Size band", labels: bands },
    { name: "csm", title: "CSM", labels: csms },
  ].map((cut) => ({ ...cut, customer: [] as number[], month: [] as number[], label: [] as number[] }));

  for (let customer = 0; customer < options.customers; customer += 1) {
    const industry = Math.floor(random() * industries.length);
    const band = random() < 0.55 ? 0 : random() < 0.75 ? 1 : 2;
    const isOld = random() < 0.35;
    const start = options.months < 3 ? 0 : Math.floor((isOld ? 0.05 : random()) * options.months);
    const id = `C${String(customer + 1).padStart(4, "0")}`;
    const name = `${pick(first, random())}${pick(second, random())} ${pick(third, random())}`;
    file.customers.id.push(id);
    file.customers.name.push(
      customer === 6 ? '<img src=x onerror="alert(1)"> & Co' : customer === 7 ? null : name,
    );
    const csm = Math.floor(random() * csms.length);
    for (const [index, label] of [industry, band, csm].entries()) {
      cuts[index]?.customer.push(customer);
      cuts[index]?.month.push(0);
      cuts[index]?.label.push(label);
    }
    if (random() < 0.15 && options.months > 12) {
      cuts[2]?.customer.push(customer);
      cuts[2]?.month.push(6 + Math.floor(random() * (options.months - 8)));
      cuts[2]?.label.push((csm + 1) % csms.length);
    }
    const state: State = { balances: [0, 0, 0], isArchived: false, was: false };
    const move = (
      month: number,
      kind: MovementKind,
      product: number,
      amount: number,
      quantity: number,
      occasion: number,
      reason: number,
    ) => {
      const { movements } = file;
      movements.month.push(month);
      movements.customer.push(customer);
      movements.product.push(product);
      movements.currency.push(0);
      movements.kind.push(MOVEMENT_KINDS.indexOf(kind));
      movements.side.push(MOVEMENT_SIDES.indexOf(sideOf(kind) as (typeof MOVEMENT_SIDES)[number]));
      movements.occasion.push(occasion);
      movements.reason.push(reason);
      movements.amount.push(amount);
      movements.quantity.push(quantity);
      movements.line.push(customer);
      // Two customers of three have list prices; of a price with one, a quarter is discount.
      const price = customer % 3 === 0 || !/grade$/.test(kind) ? 0 : amount - quantity;
      movements.list?.push(price - Math.round(price / 4));
      movements.discount?.push(Math.round(price / 4));
      state.balances[product] = (state.balances[product] ?? 0) + amount;
    };
    const logo = (month: number, kind: MovementKind, active: number, archived: number) => {
      file.logos.month.push(month);
      file.logos.customer.push(customer);
      file.logos.kind.push(MOVEMENT_KINDS.indexOf(kind));
      file.logos.active.push(active);
      file.logos.archived.push(archived);
    };
    const risk = 0.006 + (industry === 3 ? 0.01 : 0) + (band === 0 ? 0.006 : 0);
    for (let month = start; month < options.months; month += 1) {
      const total = state.balances.reduce((sum, one) => sum + one, 0);
      const isRenewal = (month - start) % 12 === 0;
      if (total === 0) {
        if (month >= lastMonth || (state.was && random() > 0.012)) continue;
        const size = [220, 1400, 6200][band] ?? 220;
        const amount = Math.round(size * (0.5 + 1.2 * random()) * unit);
        const kind = state.was ? "reactivation" : "new";
        move(month, kind, 0, amount, amount, 0, 0);
        logo(month, kind, 1, 0);
        state.was = true;
        continue;
      }
      const reason = 1 + Math.floor(random() * (reasons.length - 1));
      if (month >= lastMonth || random() < risk * (isRenewal ? 6 : 0.6)) {
        const isArchive = !state.isArchived && month < lastMonth && random() < 0.07;
        if (isArchive) {
          for (const [product, amount] of state.balances.entries()) {
            if (amount <= 0) continue;
            const fee = product === 0 ? Math.round(amount / 10) : 0;
            move(month, "archive", product, fee - amount, fee - amount, 1, reason);
          }
          logo(month, "archive", -1, 1);
          state.isArchived = true;
        } else {
          for (const [product, amount] of state.balances.entries()) {
            if (amount > 0) move(month, "churn", product, -amount, -amount, isRenewal ? 1 : 2, reason);
          }
          logo(month, "churn", state.isArchived ? 0 : -1, state.isArchived ? -1 : 0);
          state.isArchived = false;
        }
        continue;
      }
      if (state.isArchived) continue;
      const core = state.balances[0] ?? 0;
      if (random() < (isRenewal ? 0.35 : 0.022)) {
        const step = Math.round(core * (0.05 + 0.25 * random()));
        if (step > 0)
          move(
            month,
            "upgrade",
            0,
            step,
            Math.round(step * (random() < 0.5 ? 1 : 0.4)),
            isRenewal ? 1 : 2,
            0,
          );
      } else if (random() < (isRenewal ? 0.14 : 0.006)) {
        const step = Math.round(core * (0.05 + 0.3 * random()));
        if (step > 0 && step < core)
          move(month, "downgrade", 0, -step, -Math.round(step * 0.7), isRenewal ? 1 : 2, reason);
      }
      const extra = 1 + Math.floor(random() * 2);
      const held = state.balances[extra] ?? 0;
      if (held === 0 && random() < 0.012) {
        const amount = Math.round(core * (0.15 + 0.3 * random()));
        if (amount > 0) move(month, "add_on", extra, amount, amount, 2, 0);
      } else if (held > 0 && random() < 0.006) move(month, "product_churn", extra, -held, -held, 2, reason);
    }
  }
  return { ...file, cuts: options.hasCuts ? cuts : [] };
}

function toColumns(rows: readonly object[], drop: readonly string[] = []): Columns {
  const names = Object.keys(rows[0] ?? {}).filter((name) => !drop.includes(name));
  return Object.fromEntries(
    names.map((name) => [name, rows.map((row) => (row as Record<string, string | number>)[name] ?? null)]),
  );
}

/** The contract line of each customer: the movements of both ledgers name them by the customer's place. */
export function sampleLines({ customers }: LedgerFile): LedgerLinesFile {
  return { version: 1, lines: customers.id.map((id) => `L${id}-1`) };
}

/** The first `months` months of a ledger; what comes later has not happened. */
function until(file: LedgerFile, months: number): LedgerFile {
  const take = <Part extends Record<string, number[]>>(columns: Part): Part => {
    const kept = (columns.month ?? []).flatMap((month, row) => (month < months ? [row] : []));
    const cut = Object.entries(columns).map(([name, values]) => [name, kept.map((row) => values[row])]);
    return Object.fromEntries(cut) as Part;
  };
  return {
    ...file,
    months,
    movements: take({ ...file.movements }),
    logos: take({ ...file.logos }),
    cuts: file.cuts.map((cut) => {
      const { customer, month, label } = take({ customer: cut.customer, month: cut.month, label: cut.label });
      return { ...cut, customer, month, label };
    }),
  };
}

/** The same company as it is signed: two customers of three sign, change and give notice a month before it counts. */
function committedLedger(live: LedgerFile): LedgerFile {
  const first = new Map<number, number>();
  for (const [row, customer] of live.movements.customer.entries()) {
    const month = live.movements.month[row] ?? 0;
    first.set(customer, Math.min(first.get(customer) ?? month, month));
  }
  const isAhead = (customer: number) => customer % 3 !== 0 && (first.get(customer) ?? 0) > 0;
  const earlier = ({ month, customer }: { month: number[]; customer: number[] }) =>
    month.map((at, row) => at - (isAhead(customer[row] ?? 0) ? 1 : 0));
  return {
    ...live,
    basis: "committed",
    movements: { ...live.movements, month: earlier(live.movements) },
    logos: { ...live.logos, month: earlier(live.logos) },
  };
}

/** The upgrades of `waterfall__price_parts` of one ledger. */
function priceParts(ledger: Ledger): object[] {
  return waterfall(ledger, { kinds: ["upgrade"] }).map((row) => ({
    report_month: row.report_month,
    basis: row.basis,
    quantity_minor: row.quantity_minor,
    price_minor: row.price_minor,
    list_minor: row.list_minor,
    discount_minor: row.discount_minor,
  }));
}

/** Makes a company of the size asked for; the same options give the same data. */
export function sampleCompany(given: SampleOptions = {}): SampleData {
  const options: Required<SampleOptions> = {
    name: "Sample & Co",
    customers: 420,
    firstMonth: "2022-01",
    months: 48,
    endsIn: "",
    hasCuts: true,
    currency: "USD",
    exponent: 2,
    ...given,
  };
  const whole = simulate({ ...options, months: options.months + 1 });
  const file = until(whole, options.months);
  const files: Record<Basis, LedgerFile> = {
    live: file,
    committed: until(committedLedger(whole), options.months),
  };
  const ledgers = BASES.map((basis) => openLedger(files[basis]));
  const lastMonth = monthKey(monthNumber(options.firstMonth) + options.months - 1);
  const rows = ledgers.flatMap((ledger) => waterfall(ledger));
  const kept = ledgers.flatMap((ledger) =>
    [1, 3, 12].flatMap((horizonMonths) => retention(ledger, { horizonMonths })),
  );
  const renewals = sampleRenewals(file);
  const lastDay = new Date(Date.UTC(Number(lastMonth.slice(0, 4)), Number(lastMonth.slice(5)), 0));
  const summary: Summary = {
    company: {
      name: options.name,
      currency: options.currency,
      exponent: options.exponent,
      time_zone: "UTC",
      as_of: lastDay.toISOString().slice(0, 10),
      as_of_source: "company.json",
      first_month: `${options.firstMonth}-01`,
      last_month: `${lastMonth}-01`,
      bases: [...BASES],
      policies: { netting: "product", late_renewal_grace_days: 30 },
      exchange_rates: null,
      reasons: reasonNotes,
      customers: rows.findLast(({ basis }) => basis === "live")?.closing_logos ?? 0,
    },
    customer_files: customerFileCount(file.customers.id.length),
    cuts: file.cuts.map(({ name, title, labels }) => ({ name, title, labels })),
    waterfall: toColumns(rows),
    retention: toColumns(kept, ["running_kept_minor", "returned_minor"]),
    price_parts: toColumns(ledgers.flatMap(priceParts)),
    arr: toColumns(
      rows.map(({ report_month, basis, closing_minor }) => ({
        report_month,
        basis,
        // Lines rounded by the year: a few minor units beside twelve times those rounded by the month.
        arr_minor: closing_minor === 0 ? 0 : 12 * closing_minor + 7,
      })),
    ),
    ...sampleBridge(files),
  };
  const health = sampleHealth(files);
  const atRisk = sampleAtRisk(files, summary.company.as_of);
  const service = sampleService(summary, file);
  summary.care = sampleCare({
    distribution: health.rows.distribution,
    nps: service.nps.by_month,
    ahead: atRisk.by_band,
  });
  return {
    summary,
    quality: sampleQuality,
    quarantine: sampleQuarantine,
    tieOut: sampleTieOut(
      rows.filter(({ basis }) => basis === "live"),
      file,
    ),
    ledger: file,
    committed: files.committed,
    renewals,
    renewalsAhead: sampleRenewalsAhead(file),
    renewalRows: sampleRenewalRows(file, renewals),
    cohorts: { committed: sampleCohorts(files.committed), live: sampleCohorts(file) },
    ...sampleSurvival([file, files.committed]),
    health,
    healthCustomers: sampleHealthCustomers(files),
    validation: sampleValidation(file, summary.company.as_of),
    atRisk,
    ...sampleOutcomes(file),
    ...sampleOnboarding(file),
    byCut: {},
    service,
  };
}

/** Writes the files as the loaders would. */
export async function writeSample(dir: string, data: SampleData): Promise<void> {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "summary.json"), JSON.stringify(data.summary));
  await writeFile(join(dir, "quality.json"), JSON.stringify(data.quality));
  await writeFile(join(dir, "quarantine.json"), JSON.stringify(data.quarantine));
  await writeFile(join(dir, "quarantine.csv"), sampleQuarantineCsv);
  const { rows: tieOutRows, ...tieOut } = data.tieOut;
  await writeFile(join(dir, "tie-out.json"), JSON.stringify(tieOut));
  await writeFile(join(dir, "tie-out-rows.json"), JSON.stringify(tieOutRows));
  await writeFile(join(dir, "ledger-live.json"), JSON.stringify(data.ledger));
  await writeFile(join(dir, "ledger-committed.json"), JSON.stringify(data.committed));
  await writeFile(join(dir, "ledger-lines.json"), JSON.stringify(sampleLines(data.ledger)));
  await writeFile(join(dir, "renewals.json"), JSON.stringify(data.renewals));
  await writeFile(join(dir, "renewals-ahead.json"), JSON.stringify(data.renewalsAhead));
  await writeFile(join(dir, "renewal-rows.json"), JSON.stringify(sampleRenewalList(data.renewalRows)));
  const { committed, live } = data.cohorts;
  await writeFile(join(dir, "cohorts.json"), JSON.stringify({ committed }));
  await writeFile(join(dir, "cohorts-live.json"), JSON.stringify({ live }));
  await writeFile(join(dir, "survival.json"), JSON.stringify(data.survival));
  await writeFile(join(dir, "survival-rows.json"), JSON.stringify(data.survivalRows));
  const { rows: healthRows, ...health } = data.health;
  await writeFile(join(dir, "health.json"), JSON.stringify(health));
  await writeFile(join(dir, "health-rows.json"), JSON.stringify(healthRows));
  await writeFile(join(dir, "nps-rows.json"), JSON.stringify(data.service.npsRows));
  await writeFile(join(dir, "health-customers.json"), JSON.stringify(data.healthCustomers));
  await writeFile(join(dir, "health-validation.json"), JSON.stringify(data.validation));
  const { rows: riskRows, all: allRisk, ...atRisk } = data.atRisk;
  await writeFile(join(dir, "at-risk.json"), JSON.stringify(atRisk));
  await writeFile(join(dir, "at-risk-rows.json"), JSON.stringify(riskRows));
  await writeFile(join(dir, "at-risk-all-rows.json"), JSON.stringify(allRisk));
  await writeFile(join(dir, "outcomes.json"), JSON.stringify(data.outcomes));
  await writeFile(join(dir, "outcome-rows.json"), JSON.stringify(data.outcomeRows));
  await writeFile(join(dir, "onboarding.json"), JSON.stringify(data.onboarding));
  await writeFile(join(dir, "onboarding-rows.json"), JSON.stringify(data.onboardingRows));
  await writeFile(join(dir, "waterfall-by-cut.json"), JSON.stringify(data.byCut));
  await writeFile(join(dir, "attention-rows.json"), JSON.stringify(data.service.attentionRows));
  for (const name of ["nps", "portfolio", "attention"] as const) {
    await writeFile(join(dir, `${name}.json`), JSON.stringify(data.service[name]));
  }
  await mkdir(join(dir, "customers"), { recursive: true });
  const tables = sampleCustomerTables([data.ledger, data.committed], data.summary.company.as_of);
  for (const [shard, file] of sampleCustomerFiles(tables).entries())
    await writeFile(join(dir, "customers", customerFileName(shard)), JSON.stringify(file));
}
