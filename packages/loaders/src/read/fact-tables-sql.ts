import { type FactCell, factCell } from "./fact-cells.ts";
import type { FaultRule } from "./fault-sql.ts";
import { type FileScan, rawOf } from "./file-scan.ts";
import { type Insert, insertSql } from "./insert-sql.ts";
import type { Layout, NeutralName } from "./layout.ts";
import { cellsOf, currencyCell, rawText } from "./plain-cells.ts";
import { type Layer, wholeMinor } from "./sql-money.ts";
import { servicePeriod } from "./sql-period.ts";
import { isGiven } from "./sql-values.ts";
import { tableOf } from "./tables.ts";

/** What a layout adds to reading its columns one by one. */
interface Special {
  /** SQL over the last layer, by column of the read table. */
  values?: Readonly<Record<string, string>>;
  faults?: readonly FaultRule[];
  /** Further layers of columns, over those of the cells. */
  layers?: readonly Layer[];
}

const noFurther: Special = {};

/** The statement that reads one file of facts into its table. */
export function factSql(scan: FileScan): string {
  return insertSql(scan, factInsert(scan));
}

/** How the rows of one file of facts go into their table: every column by its kind, then what its layout adds. */
export function factInsert(scan: FileScan): Insert {
  const { layout } = scan;
  const cells = Object.entries(layout.columns).map(([canonical, column]) => {
    // A key that is exported at all is given in every row.
    const isKey = column.kind === "id" && layout.unique?.[0] === canonical && rawOf(scan, canonical) !== null;
    return factCell(scan, canonical, { ...column, isKey });
  });
  const special = specials[layout.name]?.(scan) ?? noFurther;
  const isMoney = cells.some(({ column }) => column.endsWith("_minor"));
  const hasCurrency = "currency" in layout.columns;
  const { layers, faults } = cellsOf(isMoney && !hasCurrency ? [...cells, currencyCell(scan)] : cells);
  const values = { ...valuesOf(scan, cells, layout), ...special.values, source_no: `${scan.sourceNo}` };
  return {
    table: tableOf[layout.name],
    columns: Object.keys(values),
    layers: [...layers, ...(special.layers ?? [])],
    values: Object.values(values),
    faults: [
      ...faults,
      ...oneGiven(scan, layout, cells),
      ...ordered(scan, layout, cells),
      ...(special.faults ?? []),
    ],
  };
}

function valuesOf(scan: FileScan, cells: readonly FactCell[], { happensOn }: Layout): Record<string, string> {
  const values = Object.fromEntries(cells.map(({ column, value }) => [column, value]));
  // Known from the day it was recorded, and never before it happened.
  if (happensOn !== undefined && values.known_on !== undefined) {
    const isMapped = rawOf(scan, "known_on") !== null;
    values.known_on = isMapped
      ? `greatest(${values.known_on}, ${values[happensOn]})`
      : (values[happensOn] ?? values.known_on);
  }
  return values;
}

/** A row that gives none of the columns of which it needs one. */
function oneGiven(scan: FileScan, { atLeastOne = [] }: Layout, cells: readonly FactCell[]): FaultRule[] {
  const [canonical] = atLeastOne;
  if (canonical === undefined) return [];
  const mapped = atLeastOne.filter((name) => rawOf(scan, name) !== null);
  const values = mapped.map((name) => cells.find((cell) => cell.canonical === name)?.value);
  const isNone = ["true", ...values.map((value) => `${value} is null`)].join(" and ");
  return [{ when: `(${isNone})`, code: "missing_one_of", canonical, value: rawText(scan, canonical) }];
}

/** A day before the one it cannot be before. */
function ordered(scan: FileScan, { inOrder = [] }: Layout, cells: readonly FactCell[]): FaultRule[] {
  const day = (canonical: string) => cells.find(({ column }) => column === canonical)?.value;
  return inOrder.map(([first, second]) => {
    const when = `${day(second)} < ${day(first)}`;
    return { when, code: "day_before_another", canonical: second, value: rawText(scan, second) };
  });
}

const specials: Partial<Record<NeutralName, (scan: FileScan) => Special>> = {
  survey_responses: (scan) => {
    const best = "coalesce(best_score_number, case when survey_type_word = 'nps' then 10 end)";
    const isNoNps = "score_number <> trunc(score_number) or score_number > 10 or best_score_number <> 10";
    const isOut = `(score_number < 0 or score_number > ${best} or (survey_type_word = 'nps' and (${isNoNps})))`;
    const value = rawText(scan, "score");
    return {
      values: { best_score: best },
      faults: [{ when: isOut, code: "score_out_of_range", canonical: "score", value }],
    };
  },
  invoices: () => ({
    values: {
      status: "coalesce(status_word, case when paid_on_date is not null then 'paid' else 'open' end)",
      due_on: "coalesce(due_on_date, invoiced_on_date)",
    },
  }),
  invoice_lines: billedService,
  activities: () => ({ values: { activity_type: "coalesce(activity_type_text, 'other')" } }),
  csm_roster: (scan) => {
    const isPaid = isGiven(rawText(scan, "annual_cost"));
    return {
      values: {
        role: "coalesce(role_text, 'csm')",
        currency: `case when ${isPaid} then currency_code end`,
      },
      faults: [signed(scan, "annual_cost", "<")],
    };
  },
  plan: (scan) => ({
    values: {
      plan_month: "cast(date_trunc('month', plan_month_date) as date)",
      basis: "coalesce(basis_word, 'committed')",
    },
    faults: [
      ...["closing", "new", "expansion"].map((name) => signed(scan, name, "<")),
      ...["contraction", "churn"].map((name) => signed(scan, name, ">")),
    ],
  }),
};

/** Service, and what it costs a month; what recurs is for a time of service. */
function billedService(scan: FileScan): Special {
  const isInclusive = scan.source.settings.end_on_is === "last_day_of_service";
  const period = servicePeriod("service_from_date", "service_end");
  const monthly = wholeMinor(
    {
      name: "amount",
      factor: "money_factor",
      numerator: "service_numerator",
      denominator: "service_denominator",
    },
    { months: 1 },
  );
  const isTimed = "kind_word = 'recurring'";
  const missingDay = (canonical: string, day: string): FaultRule => {
    const when = `(${isTimed} and ${day} is null)`;
    return { when, code: "missing_value", canonical, value: rawText(scan, canonical) };
  };
  return {
    layers: [
      { service_end: isInclusive ? "service_to_date + 1" : "service_to_date" },
      { service_packed: `cast(${period} as bigint)` },
      {
        service_numerator: "cast(service_packed // 1000000 as double)",
        service_denominator: "cast(service_packed % 1000000 as double)",
      },
    ],
    values: { status: "coalesce(status_word, 'open')", service_to: "service_end", monthly_minor: monthly },
    faults: [
      missingDay("service_from", "service_from_date"),
      missingDay("service_to", "service_end"),
      {
        when: `(${isTimed} and service_end <= service_from_date)`,
        code: "day_before_another",
        canonical: "service_to",
        value: rawText(scan, "service_to"),
      },
    ],
  };
}

function signed(scan: FileScan, canonical: string, wrong: "<" | ">"): FaultRule {
  const when = `${canonical}_near ${wrong} 0`;
  return { when, code: "wrong_sign", canonical, value: rawText(scan, canonical) };
}
