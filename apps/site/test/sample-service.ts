import type { LedgerFile } from "@tideline/metrics";
import { monthKey, monthNumber } from "../components/calendar.ts";
import type { Columns, Summary } from "../components/data.ts";
import type { NpsMonth } from "../components/nps-data.ts";
import type { CsmRow, GroupRow } from "../components/portfolio-data.ts";
import type { AttentionFile, NpsFile, NpsRowsFile, PortfolioFile } from "../components/service-data.ts";

/** What the pages of surveys, portfolios and attention read. */
export interface SampleService {
  nps: NpsFile;
  npsRows: NpsRowsFile;
  portfolio: PortfolioFile;
  attention: AttentionFile;
  attentionRows: Columns;
}

const names = ["Ann Lee", "Bo Ruiz", "Cy Tan"];
const tiers = ["high", "low", "tech"];

function toColumns(rows: readonly object[], columns: readonly string[]): Columns {
  return Object.fromEntries(
    columns.map((name) => [
      name,
      rows.map((row) => (row as Record<string, string | number | null>)[name] ?? null),
    ]),
  );
}

const monthColumns: readonly (keyof NpsMonth)[] = [
  "report_month",
  "answers",
  "promoters",
  "passives",
  "detractors",
  "standing_persons",
  "standing_promoters",
  "standing_passives",
  "standing_detractors",
  "standing_customers",
  "promoter_micros",
  "detractor_micros",
  "invited",
  "answered",
];

const attentionColumns = [
  ...["list", "place", "customer_id", "customer_name", "since_on", "reason", "committed_minor", "csm"],
  "urgency",
];

/** A month in which so many customers have two people with a standing answer each. */
function npsMonth(report_month: string, customers: number, at: number): NpsMonth {
  const persons = 2 * customers;
  const promoters = Math.floor(persons * (0.4 + 0.01 * (at % 5)));
  const detractors = Math.floor(persons * 0.25);
  const isWave = at % 6 === 0;
  const [given, up, down] = isWave ? [persons, promoters, detractors] : [0, 0, 0];
  return {
    report_month,
    answers: given,
    promoters: up,
    passives: given - up - down,
    detractors: down,
    standing_persons: persons,
    standing_promoters: promoters,
    standing_passives: persons - promoters - detractors,
    standing_detractors: detractors,
    standing_customers: customers,
    promoter_micros: Math.floor(customers * 430_000),
    detractor_micros: Math.floor(customers * 240_000),
    invited: isWave ? 10 * customers : 0,
    answered: given,
  };
}

/** A company's surveys, people and lists, as its ledger's customers have them. */
export function sampleService(summary: Summary, file: LedgerFile): SampleService {
  const { first_month: from, last_month: to } = summary.company;
  const ids = from && to ? file.customers.id : [];
  const customers = ids.length;
  const span = from && to && customers > 0 ? monthNumber(to) - monthNumber(from) + 1 : 0;
  const months = Array.from({ length: span }, (_, at) =>
    npsMonth(`${monthKey(monthNumber(from ?? "") + at)}-01`, customers, at),
  );
  const newest = months.at(-1);
  const before = months.at(-13);
  const split = summary.cuts.find(({ name }) => name === "industry");
  const labels = (month: NpsMonth) =>
    (split?.labels ?? []).map((label, at) => {
      const persons = 30 + at;
      return {
        report_month: month.report_month,
        cut: "industry",
        label,
        persons,
        promoters: 10 + at,
        passives: persons - 15 - at,
        detractors: 5,
        customers: 10,
        promoter_micros: 4_000_000,
        detractor_micros: 2_000_000 + at,
        invited: 100,
        answered: 20 + at,
      };
    });
  const labelled = [newest, before].flatMap((month) => (month ? labels(month) : []));
  const arr = (at: number) => 120_000_00 + 1_000_00 * (at % 9);
  const owner = (at: number) => (at % 11 === 10 ? null : (names[at % names.length] ?? null));
  const csms: CsmRow[] = [...names, null].flatMap((csm) => {
    const own = ids.flatMap((_, at) => (owner(at) === csm ? [at] : []));
    if (own.length === 0) return [];
    return {
      csm,
      name: csm,
      team: csm === null ? null : csm === "Ann Lee" ? "Enterprise" : "SMB",
      is_on_roster: csm !== null,
      currency: file.currency,
      customers: own.length,
      shared_customers: 0,
      arr_minor: own.reduce((sum, at) => sum + arr(at), 0),
      touched_customers: Math.floor(own.length / 2),
      annual_cost_minor: csm === null ? null : 90_000_00,
    };
  });
  const group = (grouping: GroupRow["grouping"], label: string | null, rows: readonly CsmRow[]): GroupRow => {
    const sum = (column: "customers" | "arr_minor" | "touched_customers", of = rows) =>
      of.reduce((all, row) => all + row[column], 0);
    const cared = rows.filter(({ csm }) => csm !== null);
    const known = cared.length;
    const all = sum("customers");
    const touched = sum("touched_customers");
    return {
      grouping,
      label,
      customers: all,
      arr_minor: sum("arr_minor"),
      cared_customers: sum("customers", cared),
      cared_arr_minor: sum("arr_minor", cared),
      csms: known,
      people: known,
      annual_cost_minor: grouping === "touch_tier" || known === 0 ? null : 90_000_00 * known,
      touched_customers: touched,
      days_30: touched,
      days_90: 0,
      days_180: 0,
      days_longer: all - touched,
      days_never: 0,
    };
  };
  const teams = [...new Set(csms.map(({ team }) => team))];
  const groups =
    customers === 0
      ? []
      : [
          group("all", null, csms),
          ...teams.map((team) =>
            group(
              "team",
              team,
              csms.filter((row) => row.team === team),
            ),
          ),
          ...csms.slice(0, 3).map((row, at) => group("touch_tier", tiers[at] ?? null, [row])),
        ];
  const held = ids.map((_, at) => arr(at)).sort((a, b) => b - a);
  const total = held.reduce((sum, one) => sum + one, 0);
  let running = 0;
  const pareto = held.map((one, at) => {
    const past = running;
    running += one;
    return {
      customers: at + 1,
      arr_minor: running,
      all_customers: customers,
      archived_customers: 1,
      all_arr_minor: total,
      is_eighty: 5 * running >= 4 * total && 5 * past < 4 * total,
    };
  });
  const detractors = ids.slice(0, 20).map((customer_id, at) => ({
    answer_no: at + 1,
    customer_id,
    customer_name: file.customers.name[at] ?? null,
    person_name: at % 3 === 0 ? null : `Person ${at}`,
    score: at % 7,
    responded_on: to ? `${to.slice(0, 7)}-01` : "",
    committed_minor: 10_000_00,
    csm: owner(at),
  }));
  const rows = ids.slice(0, 14).map((customer_id, at) => ({
    list: "sponsor_gone",
    place: at + 1,
    customer_id,
    customer_name: file.customers.name[at] ?? null,
    since_on: to ? `${to.slice(0, 7)}-01` : "",
    reason: at === 1 ? '=HYPERLINK("x") left, and nobody has taken the place' : `Sponsor ${at} left`,
    committed_minor: 10_000_00,
    csm: owner(at),
    urgency: 1,
  }));
  const classes = ["promoter", "passive", "detractor", "none"];
  const flow = before
    ? classes.flatMap((from_class, a) =>
        [...classes, "left"].flatMap((to_class, b) =>
          from_class === "none" && to_class === "none"
            ? []
            : [{ from_class, to_class, persons: 3 + a + 2 * b }],
        ),
      )
    : [];
  const followed = [
    {
      is_followed: 0,
      detractors: detractors.length,
      customers: detractors.length,
      committed_minor: 10_000_00 * detractors.length,
    },
    { is_followed: 1, detractors: 7, customers: 6, committed_minor: 60_000_00 },
  ];
  return {
    nps: {
      by_month: toColumns(months, monthColumns),
      cuts: labelled.length > 0 && split ? [split.name] : [],
      flow: toColumns(flow, ["from_class", "to_class", "persons"]),
      detractors: toColumns(detractors, [
        ...["answer_no", "customer_id", "customer_name", "person_name", "score", "responded_on"],
        ...["committed_minor", "csm"],
      ]),
      follow_up: {
        ...toColumns(customers > 0 ? followed : [], ["detractors", "customers", "committed_minor"]),
        is_followed: (customers > 0 ? [false, true] : []) as unknown as Columns[string],
      },
      has_activities: customers > 0,
      has_invitations: customers > 0,
    },
    npsRows: {
      by_cut: toColumns(labelled, [
        ...["report_month", "cut", "label", "persons", "promoters", "passives", "detractors"],
        ...["customers", "promoter_micros", "detractor_micros", "invited", "answered"],
      ]),
    },
    portfolio: {
      by_csm: toColumns(csms, [
        ...["csm", "name", "team", "is_on_roster", "currency", "customers", "shared_customers", "arr_minor"],
        ...["touched_customers", "annual_cost_minor"],
      ]),
      by_group: toColumns(groups, [
        ...[
          "grouping",
          "label",
          "customers",
          "arr_minor",
          "cared_customers",
          "cared_arr_minor",
          "csms",
          "people",
          "annual_cost_minor",
        ],
        ...["touched_customers", "days_30", "days_90", "days_180", "days_longer", "days_never"],
      ]),
      pareto: toColumns(pareto, [
        ...["customers", "arr_minor", "all_customers", "archived_customers", "all_arr_minor", "is_eighty"],
      ]),
      has_activities: customers > 0,
    },
    attention: {
      lists: [
        {
          list: "sponsor_gone",
          customers: rows.length,
          committed_minor: 10_000_00 * rows.length,
          title: "The sponsor left",
          question: "Where have we lost the person who spoke for us?",
          order: "the largest first",
          exports: ["contacts"],
          missing: [],
          unable: null,
        },
        {
          list: "usage_falling",
          customers: 0,
          committed_minor: 0,
          title: "Use is falling",
          question: "Who uses it less?",
          order: "the largest first",
          exports: ["usage", "survey_responses"],
          missing: ["usage"],
          unable: null,
        },
        {
          list: "cases_in_a_week",
          customers: 0,
          committed_minor: 0,
          title: "Cases in a week",
          question: "Who has just had a bad week?",
          order: "the largest first",
          exports: ["tickets"],
          missing: [],
          unable: null,
        },
        {
          list: "step_up_ahead",
          customers: 0,
          committed_minor: 0,
          title: "A step-up ahead",
          question: "Who is about to pay more?",
          order: "the largest first",
          exports: ["contract_lines"],
          missing: [],
          unable: "no contract line names its order",
        },
      ],
      customers: rows.length,
      committed_minor: 10_000_00 * rows.length,
      several: 0,
      rows: toColumns(rows.slice(0, 10), attentionColumns),
    },
    attentionRows: toColumns(rows, attentionColumns),
  };
}
