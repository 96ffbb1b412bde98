import { formatDate } from "@tideline/metrics";
import { type Child, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { columnScale } from "./format.ts";
import type { Page } from "./page.ts";
import { portfolioBasis } from "./portfolio-answer.ts";
import {
  arrEach,
  type CsmRow,
  costRatio,
  customersEach,
  type GroupRow,
  type Portfolio,
  touched,
} from "./portfolio-data.ts";
import { serviceStyle, writer } from "./service-data.ts";
import { type Column, dataTable, toCsv } from "./table.ts";
import { inSentence } from "./words.ts";

function section<Row>(
  page: Page,
  options: {
    name: string;
    title: string;
    subtitle: string;
    columns: Column<Row>[];
    rows: readonly Row[];
    note?: Child;
  },
): HTMLElement {
  const { company } = page.summary;
  const { name, title, subtitle, columns, rows, note } = options;
  const save = () =>
    download(`${fileStem(company.name, name)}.csv`, toCsv(columns, rows, company), "text/csv");
  return h(
    "div.table-section",
    { "data-table": name },
    h("h2", null, title),
    h("p.subtitle", null, subtitle),
    dataTable(columns, rows, { caption: title }),
    note ? h("p.caveat", null, note) : null,
    h("p.actions", null, textButton("CSV", save)),
  );
}

const days = [
  ["days_30", "0–30 days"],
  ["days_90", "31–90"],
  ["days_180", "91–180"],
  ["days_longer", "longer"],
  ["days_never", "never"],
] as const;

function cadence(row: GroupRow): HTMLElement {
  const box = h("span.share", { "aria-hidden": "true" });
  for (const [name] of days) {
    const part = h("i");
    part.className = name;
    part.style.flexGrow = String(row.customers === 0 ? 0 : row[name] / row.customers);
    box.append(part);
  }
  return box;
}

function groupColumns(
  page: Page,
  rows: readonly GroupRow[],
  { title, hasActivities }: { title: string; hasActivities: boolean },
): Column<GroupRow>[] {
  const style = serviceStyle(page, portfolioBasis);
  const write = writer("portfolio__by_group", style);
  const scale = columnScale(rows, ({ arr_minor }) => arr_minor, style.money);
  const eachScale = columnScale(rows, (row) => arrEach(row, "").value, style.money);
  const key = ({ grouping, label }: GroupRow) => `${grouping}=${label ?? "none"}`;
  const count = (name: "customers" | "csms" | (typeof days)[number][0], text: string): Column<GroupRow> => ({
    key: name,
    name: text,
    unit: "count",
    value: (row) => row[name],
    cell: (row) => write({ value: row[name], unit: "count", key: `${name} ${key(row)}`, method: text }),
  });
  return [
    { key: "label", name: title, unit: "text", value: ({ label }) => label ?? `no ${inSentence(title)}` },
    count("customers", "Customers"),
    {
      key: "arr_minor",
      name: `ARR, ${scale.name}`,
      unit: "money",
      value: ({ arr_minor }) => arr_minor,
      cell: (row) =>
        write(
          { value: row.arr_minor, unit: "money", key: `arr_minor ${key(row)}`, method: "ARR" },
          { scale },
        ),
    },
    count("csms", "CSMs"),
    {
      key: "arr_per_csm_minor",
      name: `ARR a CSM, ${eachScale.name}`,
      unit: "money",
      value: (row) => arrEach(row, "").value,
      cell: (row) => write(arrEach(row, key(row)), { scale: eachScale }),
    },
    {
      key: "customers_per_csm",
      name: "Customers a CSM",
      unit: "ratio",
      value: (row) => customersEach(row, "").value,
      cell: (row) => write(customersEach(row, key(row))),
    },
    ...(hasActivities
      ? [
          {
            key: "touch_rate",
            name: "Touched in three months",
            unit: "rate",
            value: (row) => touched(row, "", true).value,
            cell: (row) => write(touched(row, key(row), true)),
          } satisfies Column<GroupRow>,
        ]
      : []),
  ];
}

/** The touch tiers: how much each covers, and how long ago its customers were last touched. */
export function portfolioTiers(page: Page, portfolio: Portfolio): HTMLElement {
  const { tiers, hasActivities } = portfolio;
  const rows = tiers.filter(({ customers, arr_minor }) => customers > 0 || arr_minor > 0);
  const columns = groupColumns(page, rows, { title: "Touch tier", hasActivities });
  const write = writer("portfolio__by_group", serviceStyle(page, portfolioBasis));
  const ago = days.map(
    ([name, text]): Column<GroupRow> => ({
      key: name,
      name: text,
      unit: "count",
      value: (row) => row[name],
      cell: (row) =>
        write({
          value: row[name],
          unit: "count",
          key: `${name} touch_tier=${row.label ?? "none"}`,
          method: `customers last touched ${text} before`,
        }),
    }),
  );
  const { as_of } = page.summary.company;
  return h(
    "div.portfolio-tiers",
    null,
    section(page, {
      name: "portfolio-tiers",
      title: "Does every tier get the care it was promised?",
      subtitle: `customers with CMRR by touch tier, and who looks after them · on ${formatDate(as_of)}`,
      columns,
      rows,
      note: hasActivities
        ? "A CSM who serves two tiers counts in both."
        : "Touch is n/a: no activities were exported.",
    }),
    hasActivities
      ? section(page, {
          name: "portfolio-cadence",
          title: "How long ago were customers last touched?",
          subtitle: `customers by days since the last activity of any kind · on ${formatDate(as_of)}`,
          columns: [
            ...columns.slice(0, 2),
            ...ago,
            { key: "parts", name: "Shares", unit: "text", value: () => null, cell: cadence },
          ],
          rows,
          note: "Programmes for many at once are no activity with one customer, so tech touch is seldom touched by design.",
        })
      : null,
  );
}

/** The teams of the roster: what they look after, and what they cost. */
export function portfolioTeams(page: Page, { teams, hasActivities, hasCare }: Portfolio): HTMLElement {
  if (!hasCare || teams.every(({ people }) => people === 0)) {
    return h(
      "div.table-section",
      { "data-table": "portfolio-teams" },
      h("h2", null, "What does care cost?"),
      h("p.note", null, "n/a: no export of csm_roster says who the people are and what they cost."),
    );
  }
  const style = serviceStyle(page, portfolioBasis);
  const write = writer("portfolio__by_group", style);
  const key = ({ label }: GroupRow) => `team=${label ?? "none"}`;
  const scale = columnScale(teams, ({ annual_cost_minor }) => annual_cost_minor, style.money);
  return section(page, {
    name: "portfolio-teams",
    title: "What does care cost?",
    subtitle:
      "teams of the roster · ARR of a customer that several share in equal parts · cost a year of everybody on the team",
    columns: [
      ...groupColumns(page, teams, { title: "Team", hasActivities }),
      {
        key: "people",
        name: "People",
        unit: "count",
        value: ({ people }) => people,
        cell: (row) =>
          write({
            value: row.people,
            unit: "count",
            key: `people ${key(row)}`,
            method: "people on the roster",
          }),
      },
      {
        key: "annual_cost_minor",
        name: `Cost a year, ${scale.name}`,
        unit: "money",
        value: ({ annual_cost_minor }) => annual_cost_minor,
        cell: (row) =>
          write(
            {
              value: row.annual_cost_minor,
              unit: "money",
              key: `annual_cost_minor ${key(row)}`,
              method: "cost a year",
              reason: "the cost of one of them is not known",
            },
            { scale },
          ),
      },
      {
        key: "csm_cost_ratio",
        name: "Cost over ARR",
        unit: "rate",
        value: (row) => costRatio(row, { key: "" }).value,
        cell: (row) => write(costRatio(row, { key: key(row) })),
      },
    ],
    rows: teams,
  });
}

/** Each portfolio: customers, ARR, touch and cost of one CSM. */
export function portfolioCsms(page: Page, { csms, nobody, hasActivities, hasCare }: Portfolio): HTMLElement {
  if (!hasCare) return h("div.portfolio-csms");
  const style = serviceStyle(page, portfolioBasis);
  const write = writer("portfolio__by_csm", style);
  const key = ({ csm }: CsmRow) => csm ?? "nobody";
  const rows = [...csms, ...(nobody ? [nobody] : [])];
  const count = (name: "customers" | "shared_customers", text: string): Column<CsmRow> => ({
    key: name,
    name: text,
    unit: "count",
    value: (row) => row[name],
    cell: (row) => write({ value: row[name], unit: "count", key: `${name} ${key(row)}`, method: text }),
  });
  const money = (name: "arr_minor" | "annual_cost_minor", text: string): Column<CsmRow> => {
    const scale = columnScale(rows, (row) => row[name], style.money);
    return {
      key: name,
      name: `${text}, ${scale.name}`,
      unit: "money",
      value: (row) => row[name],
      cell: (row) =>
        write(
          {
            value: row[name],
            unit: "money",
            key: `${name} ${key(row)}`,
            method: text,
            reason: row.csm === null ? "nobody looks after them" : "the roster does not say",
          },
          { scale },
        ),
    };
  };
  const hasShared = rows.some(({ shared_customers }) => shared_customers > 0);
  return section(page, {
    name: "portfolio-csms",
    title: "Each portfolio",
    subtitle: `customer success managers · ARR on the committed basis · on ${formatDate(page.summary.company.as_of)}`,
    columns: [
      { key: "csm", name: "CSM", unit: "text", value: ({ csm, name }) => name ?? csm ?? "nobody" },
      {
        key: "team",
        name: "Team",
        unit: "text",
        value: ({ csm, team, is_on_roster }) =>
          team ?? (csm === null || is_on_roster ? "–" : "not on the roster"),
      },
      count("customers", "Customers"),
      ...(hasShared ? [count("shared_customers", "Of them shared")] : []),
      money("arr_minor", "ARR"),
      ...(hasActivities
        ? [
            {
              key: "touch_rate",
              name: "Touched in three months",
              unit: "rate",
              value: (row) => touched(row, "", true).value,
              cell: (row) => write(touched(row, key(row), true)),
            } satisfies Column<CsmRow>,
          ]
        : []),
      money("annual_cost_minor", "Cost a year"),
      {
        key: "csm_cost_ratio",
        name: "Cost over ARR",
        unit: "rate",
        value: (row) => costRatio(row, { key: "" }).value,
        cell: (row) => write(costRatio(row, { key: key(row), isNobody: row.csm === null })),
      },
    ],
    rows,
    note: hasShared
      ? "A customer that several share counts as a customer of each, and its ARR in equal parts: ARR adds up, customers do not."
      : undefined,
  });
}
