import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { LEDGER_BASES, type LedgerFile, type LedgerLinesFile } from "@tideline/metrics";
import type { Company } from "../company/load-company.ts";
import type { Model } from "../models/model.ts";
import type { ReadSummary } from "../read/read-sources.ts";
import { careColumns } from "./care-columns.ts";
import { countCustomerFiles, customerTables, writeCustomerShards } from "./customer-shards.ts";
import { cutNotes } from "./cut-notes.ts";
import { type CutParts, summaryCuts, writeCutParts } from "./cut-parts.ts";
import {
  atRisk,
  atRiskAllRows,
  atRiskRows,
  healthColumns,
  healthCustomers,
  healthRows,
  healthValidation,
} from "./health-files.ts";
import { ledgerFile, ledgerLines } from "./ledger-file.ts";
import { type MartColumns, martColumns, queryRows } from "./mart-json.ts";
import { writeJson } from "./output-files.ts";
import { renewalColumns, renewalList } from "./renewal-files.ts";
import { npsByCut, npsFile, writeServiceFiles } from "./write-service-files.ts";

/** Customers whose billed amount was not their MRR that travel to the Tie-out page; the mart has them all. */
const mostTieOutCustomers = 500;

/** What was billed beside live MRR, and the customers with the largest differences. */
async function tieOutColumns(
  connection: DuckDBConnection,
): Promise<{ first: Record<string, unknown>; rows: Record<string, MartColumns> }> {
  await connection.run(
    `create or replace temp table tie_out_customers as
      select * from tie_out__by_customer order by abs(difference_minor) desc, customer_id, cause limit ${mostTieOutCustomers}`,
  );
  const [all] = await queryRows<{ differences: number; customers: number }>(
    connection,
    "select count(*) as differences, count(distinct customer_id) as customers from tie_out__by_customer",
  );
  const by_customer = await martColumns(
    connection,
    "tie_out_customers",
    "abs(difference_minor) desc, customer_id, cause",
  );
  return {
    first: { by_month: await martColumns(connection, "tie_out__by_month", "report_month"), all },
    rows: { by_customer },
  };
}

/** How long each customer was followed, for curves by label: the Survival page asks for it after its first view. */
async function survivalRows(connection: DuckDBConnection): Promise<MartColumns> {
  await connection.run(
    `create or replace temp table survival_rows as
      select basis, customer_id, duration_days, entry_days, is_event from survival__customers`,
  );
  return martColumns(connection, "survival_rows", "basis, customer_id");
}

/**
 * The marts of the Right customer page: outcomes of all customers; outcome_rows has those of each, which follow the first view,
 * and the Renewals page's for any cut and filter.
 */
async function outcomeColumns(
  connection: DuckDBConnection,
): Promise<{ classes: MartColumns; health: MartColumns }> {
  await connection.run(
    `create or replace temp table outcome_rows as
      select class.customer_id, class.class, class.renewal_number, class.tenure_months, class.original_minor,
        class.contract_minor,
        coalesce(survey.answers, 0) as answers, coalesce(survey.promoters, 0) as promoters,
        coalesce(survey.detractors, 0) as detractors, score.band
      from customers__class as class
      left join surveys__by_customer as survey on survey.customer_id = class.customer_id
      left join health__scores as score
        on score.customer_id = class.customer_id
        and score.report_month = (select max(report_month) from health__scores)
      where class.class <> 'joined_and_left'`,
  );
  await connection.run(
    `create or replace temp table outcome_classes as
      select class, renewal_number, count(*) as customers, count(contract_minor) as present,
        cast(coalesce(sum(original_minor), 0) as bigint) as original_minor,
        cast(coalesce(sum(contract_minor), 0) as bigint) as contract_minor,
        cast(coalesce(sum(round(1000000.0 * contract_minor / original_minor)), 0) as bigint) as growth_micros,
        cast(sum(answers) as bigint) as answers, cast(sum(promoters) as bigint) as promoters,
        cast(sum(detractors) as bigint) as detractors
      from outcome_rows group by class, renewal_number`,
  );
  await connection.run(
    `create or replace temp table outcome_health as
      select outcome.class, outcome.renewal_number, outcome.band, band.band_no, count(*) as customers
      from outcome_rows as outcome
      join (
        select distinct band, band_no from health__distribution
        where report_month = (select max(report_month) from health__distribution)
      ) as band on band.band = outcome.band
      group by outcome.class, outcome.renewal_number, outcome.band, band.band_no`,
  );
  return {
    health: await martColumns(connection, "outcome_health", "class, renewal_number nulls first, band_no"),
    classes: await martColumns(connection, "outcome_classes", "class, renewal_number nulls first"),
  };
}

/** The marts of the Time to value page. */
async function onboardingColumns(connection: DuckDBConnection): Promise<Record<string, MartColumns>> {
  await connection.run(
    `create or replace temp table onboarding_unrecorded as
      select signed_quarter, count(*) as customers from onboarding__customers where not is_recorded group by signed_quarter`,
  );
  return {
    by_days: await martColumns(
      connection,
      "onboarding__by_days",
      "signed_quarter, onboarding_days nulls last",
    ),
    by_age: await martColumns(connection, "onboarding__by_age", "age_days"),
    first_renewal: await martColumns(connection, "onboarding__first_renewal", "from_days nulls last"),
    unrecorded: await martColumns(connection, "onboarding_unrecorded", "signed_quarter"),
  };
}

/** Rows of Time to value a customer each, for any cut and filter: they follow the first view. */
async function onboardingRows(connection: DuckDBConnection): Promise<MartColumns> {
  await connection.run(
    `create or replace temp table onboarding_rows as
      select customer_id, signed_quarter, onboarding_days, age_days, is_recorded, first_renewal, renewal_days, due_minor, renewed_minor
      from onboarding__customers`,
  );
  return martColumns(connection, "onboarding_rows", "customer_id");
}

/** What the site's files are made of. */
interface SiteOptions {
  readonly company: Company;
  readonly models: readonly Model[];
  readonly read: ReadSummary;
  /** Ledgers of more movements stay at home. */
  readonly rowsLimit: number;
}

/** The files that show cuts, of all that the connection holds. */
async function makeCutParts(
  connection: DuckDBConnection,
  { company, models, read, rowsLimit }: SiteOptions,
): Promise<CutParts> {
  const { settings } = company;
  const cuts = await cutNotes(connection, models);
  // Both ledgers travel or neither: a page must not lose its customers by a change of basis.
  const [size] = await queryRows<{ rows: number }>(
    connection,
    "select coalesce(max(rows), 0) as rows from (select count(*) as rows from ledger__movements group by basis)",
  );
  const policy: string | undefined = settings.exchange_rates?.policy;
  const hasFx = policy === "month_end";
  const rows = size?.rows ?? 0;
  const isShipped = rows <= rowsLimit;
  const ledgers: LedgerFile[] = [];
  for (const basis of LEDGER_BASES) {
    const { file } = await ledgerFile(connection, {
      basis,
      currency: settings.currency,
      exponent: company.exponent,
      cuts,
      rowsLimit: isShipped ? rowsLimit : -1,
      hasFx,
    });
    ledgers.push(file);
  }
  // The waterfall has the sums of upgrades and downgrades, so these are enough to tell them apart.
  await connection.run(
    `create or replace temp table upgrade_parts as
      select * exclude (kind, currency) from waterfall__price_parts where kind = 'upgrade'`,
  );
  const waterfall = await martColumns(connection, "waterfall__by_month", "report_month, basis");
  const [newest] = await queryRows<{ closing_logos: number }>(
    connection,
    "select closing_logos from waterfall__by_month where basis = 'live' order by report_month desc limit 1",
  );
  const [bands] = await queryRows<{ highest: number }>(
    connection,
    "select coalesce(max(band_no), 0) as highest from health__bands",
  );
  const [begun] = await queryRows<{ report_month: string | null }>(
    connection,
    "select min(report_month) as report_month from health__distribution",
  );
  const summary = {
    company: {
      name: settings.name,
      currency: settings.currency,
      exponent: company.exponent,
      time_zone: settings.timeZone,
      as_of: read.as_of,
      as_of_source: read.as_of_source,
      first_month: waterfall.report_month?.[0] ?? null,
      last_month: waterfall.report_month?.at(-1) ?? null,
      bases: LEDGER_BASES,
      policies: {
        netting: settings.policies.netting,
        late_renewal_grace_days: settings.policies.late_renewal_grace_days,
      },
      exchange_rates: settings.exchange_rates ?? null,
      reasons: settings.reasons ?? {},
      customers: newest?.closing_logos ?? 0,
    },
    ledger: { rows, rows_limit: rowsLimit, is_shipped: isShipped },
    customer_files: await countCustomerFiles(connection),
    cuts: summaryCuts(cuts, ledgers),
    waterfall,
    retention: await martColumns(connection, "retention__by_month", "report_month, basis, horizon_months"),
    price_parts: await martColumns(connection, "upgrade_parts", "report_month, basis"),
    bridge: await martColumns(connection, "bridge__by_month", "report_month"),
    usage: await martColumns(connection, "usage__by_month", "report_month"),
    arr: await martColumns(connection, "arr__by_month", "report_month, basis"),
    health_bands: bands?.highest ?? 0,
    health_from: begun?.report_month ?? null,
    care: await careColumns(connection),
  };
  const byCut = await npsByCut(connection);
  return {
    ledgers,
    summary,
    nps: await npsFile(connection, byCut),
    npsRows: { by_cut: byCut },
    healthRows: await healthRows(connection),
    hasFx,
    isShipped,
  };
}

/**
 * Writes what the pages read first (summary.json) and after first paint (a ledger for each basis, rows of customers).
 * Customers' files, most of the work, are left as they are where nothing they show has changed.
 *
 * @returns what of it shows cuts, for `changeCutParts`
 */
export async function writeSiteFiles(
  connection: DuckDBConnection,
  options: SiteOptions & {
    readonly folder: string;
    /** The tables that are others than those the files in place were made of. Default: all. */
    readonly changed?: ReadonlySet<string>;
  },
): Promise<CutParts> {
  const { models, folder, changed } = options;
  const parts = await makeCutParts(connection, options);
  const { isShipped } = parts;
  await writeCutParts(connection, folder, parts);
  const lines: LedgerLinesFile = isShipped ? await ledgerLines(connection) : { version: 1, lines: [] };
  await writeJson(join(folder, "ledger-lines.json"), lines);
  await writeServiceFiles(connection, { models, folder });
  if (!changed || (await customerTables(connection)).some((table) => changed.has(table)))
    await writeCustomerShards(connection, join(folder, "customers"));
  const renewals = await renewalColumns(connection);
  await writeJson(join(folder, "renewals.json"), renewals.first);
  await writeJson(join(folder, "renewals-ahead.json"), renewals.ahead);
  const tieOut = await tieOutColumns(connection);
  await writeJson(join(folder, "tie-out.json"), tieOut.first);
  await writeJson(join(folder, "tie-out-rows.json"), tieOut.rows);
  for (const [basis, file] of [
    ["committed", "cohorts.json"],
    ["live", "cohorts-live.json"],
  ] as const) {
    const rows = `(from cohorts__by_month where basis = '${basis}')`;
    await writeJson(join(folder, file), {
      [basis]: await martColumns(connection, rows, "cohort_month, age_months"),
    });
  }
  await writeJson(
    join(folder, "survival.json"),
    await martColumns(
      connection,
      "survival__by_duration",
      "basis, duration_days, entry_days nulls first, is_event",
    ),
  );
  await writeJson(join(folder, "survival-rows.json"), isShipped ? await survivalRows(connection) : {});
  await writeJson(join(folder, "renewal-rows.json"), await renewalList(connection, isShipped));
  await writeJson(join(folder, "health.json"), await healthColumns(connection));
  await writeJson(join(folder, "health-customers.json"), isShipped ? await healthCustomers(connection) : {});
  await writeJson(join(folder, "health-validation.json"), await healthValidation(connection));
  await writeJson(join(folder, "at-risk.json"), await atRisk(connection));
  await writeJson(join(folder, "at-risk-rows.json"), await atRiskRows(connection));
  await writeJson(join(folder, "at-risk-all-rows.json"), isShipped ? await atRiskAllRows(connection) : {});
  const { classes, health } = await outcomeColumns(connection);
  await writeJson(join(folder, "outcomes.json"), { classes, health });
  await writeJson(
    join(folder, "outcome-rows.json"),
    isShipped ? await martColumns(connection, "outcome_rows", "customer_id") : {},
  );
  await writeJson(join(folder, "onboarding.json"), await onboardingColumns(connection));
  await writeJson(join(folder, "onboarding-rows.json"), isShipped ? await onboardingRows(connection) : {});
  return parts;
}
