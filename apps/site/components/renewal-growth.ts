import {
  contractGrowth,
  contractGrowthMean,
  discountAtFirstRenewal,
  discountAtSigning,
  discountShrinkage,
  formatPeriod,
  increasedShare,
} from "@tideline/metrics";
import { type Child, freshId, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { type Measured, number, type Unit } from "./number.ts";
import type { Page } from "./page.ts";
import { renewalMeasured, renewalPart } from "./renewal-chosen.ts";
import { type DiscountRow, type GrowthRow, ofWhom, type Renewals, renewalStyle } from "./renewal-data.ts";
import { type Column, toCsv } from "./table.ts";
import { tableScroll } from "./table-scroll.ts";
import { capital } from "./words.ts";

/** A row of a table: a name, and the mart's rows it is computed from. */
interface Group<Row> {
  key: string;
  name: string;
  rows: readonly Row[];
  isTotal?: boolean;
}

interface GroupColumn<Row> {
  key: string;
  name: string;
  unit: Unit;
  method: string;
  value: (rows: readonly Row[]) => number | null;
}

interface GroupTable<Row> {
  id: string;
  title: Child;
  name: string;
  subtitle: string;
  mart: string;
  /** Where the numbers of customers chosen come from. */
  rows: string;
  groups: readonly Group<Row>[];
  columns: readonly GroupColumn<Row>[];
  reason: string;
  first: string;
}

function groupTable<Row>(page: Page, table: GroupTable<Row>): HTMLElement {
  const style = renewalStyle(page);
  const id = freshId("groups");
  const measured = (group: Group<Row>, column: GroupColumn<Row>): Measured =>
    renewalMeasured(
      page,
      {
        value: column.value(group.rows),
        unit: column.unit,
        mart: table.mart,
        key: `${column.key} ${group.key}`,
        method: column.method,
        reason: table.reason,
      },
      table.rows,
    );
  const columns: Column<Group<Row>>[] = [
    { key: "group", name: table.first, unit: "text", value: ({ name }) => name },
    ...table.columns.map(
      (column): Column<Group<Row>> => ({
        key: column.key,
        name: column.name,
        unit: column.unit === "count" ? "count" : "rate",
        value: ({ rows }) => column.value(rows),
      }),
    ),
  ];
  const save = () =>
    download(
      `${fileStem(page.summary.company.name, table.name)}.csv`,
      toCsv(columns, table.groups, style.money),
      "text/csv",
    );
  return h(
    "div.table-section",
    { "data-table": table.id },
    h("h2", { id }, table.title),
    h("p.subtitle", null, ofWhom(page) + table.subtitle),
    table.groups.length === 0
      ? h("p.note", null, `${capital(table.reason)}.`)
      : tableScroll(
          h(
            "table",
            null,
            h(
              "thead",
              null,
              h(
                "tr",
                null,
                h("th", { scope: "col" }, table.first),
                table.columns.map(({ name, unit }) =>
                  h("th", { scope: "col" }, `${name}${unit === "rate" ? ", %" : ""}`),
                ),
              ),
            ),
            h(
              "tbody",
              null,
              table.groups.map((group) =>
                h(
                  group.isTotal ? "tr.total" : "tr",
                  { "data-row": group.key },
                  h("th", { scope: "row" }, group.name),
                  table.columns.map((column) =>
                    h("td", null, number(measured(group, column), { ...style, isBare: true })),
                  ),
                ),
              ),
            ),
          ),
          { "aria-labelledby": id },
        ),
    table.groups.length > 0 && h("p.actions", null, textButton("CSV", save)),
  );
}

/** From this many years on a tenure is long. */
const longTenure = 3;

/** "What do customers pay now, against what they began with?" by years of tenure; three years and more together too. */
export function renewalGrowth(page: Page, renewals: Renewals): HTMLElement {
  return renewalPart(page, renewals, { render: (shown) => growthTable(page, shown) });
}

function growthTable(page: Page, renewals: Renewals): HTMLElement {
  const { growth } = renewals;
  const style = renewalStyle(page);
  const long = growth.filter(({ tenure_years }) => tenure_years >= longTenure);
  const lastMonth = page.summary.company.last_month?.slice(0, 7) ?? "";
  const sumOf = (rows: readonly GrowthRow[]) => rows.reduce((sum, { customers }) => sum + customers, 0);
  const grown = renewalMeasured(
    page,
    {
      value: contractGrowth(long),
      unit: "rate",
      mart: "contract__growth_by_tenure",
      key: `contractGrowth ${longTenure} years and more`,
      method: "monthly amounts now / at the first month end",
    },
    "customers__class",
  );
  return groupTable<GrowthRow>(page, {
    id: "contract-growth",
    name: "contract growth by tenure",
    title:
      grown.value === null
        ? "Contract now against the original, by tenure"
        : [
            `Customers of ${longTenure} years and more pay `,
            number(grown, style),
            " of their original contract",
          ],
    subtitle: `customers active on live at ${lastMonth ? `the end of ${formatPeriod(lastMonth)}` : "the last month's end"} · contract now against that of the first month end with a balance, monthly amounts`,
    mart: "contract__growth_by_tenure",
    rows: "customers__class",
    first: "Tenure",
    reason: "no customer is active",
    groups: [
      ...growth.map((row) => ({
        key: `${row.tenure_years} years`,
        name:
          row.tenure_years === 0 ? "under a year" : `${row.tenure_years} to ${row.tenure_years + 1} years`,
        rows: [row],
      })),
      ...(long.length > 0
        ? [
            {
              key: `${longTenure} years and more`,
              name: `${longTenure} years and more`,
              rows: long,
              isTotal: true,
            },
          ]
        : []),
      ...(growth.length > 0 ? [{ key: "all", name: "All", rows: growth, isTotal: true }] : []),
    ],
    columns: [
      { key: "customers", name: "Customers", unit: "count", method: "active customers", value: sumOf },
      {
        key: "increasedShare",
        name: "Increased",
        unit: "rate",
        method: "customers whose contract is above the original / customers",
        value: increasedShare,
      },
      {
        key: "contractGrowth",
        name: "Now / original",
        unit: "rate",
        method: "ratio of sums: large contracts weigh more",
        value: contractGrowth,
      },
      {
        key: "contractGrowthMean",
        name: "mean of customers",
        unit: "rate",
        method: "plain mean over customers of contract now / original",
        value: contractGrowthMean,
      },
    ],
  });
}

/** "By how much do discounts shrink at first renewal?" by the year of that renewal. */
export function renewalDiscounts(page: Page, renewals: Renewals): HTMLElement {
  return renewalPart(page, renewals, { render: (shown) => discountTable(page, shown) });
}

function discountTable(page: Page, renewals: Renewals): HTMLElement {
  const { discounts } = renewals;
  const style = renewalStyle(page);
  const shrunk = renewalMeasured(
    page,
    {
      value: discountShrinkage(discounts),
      unit: "points",
      mart: "renewals__first_discount_by_year",
      key: "abs(discountShrinkage) all years",
      method: "discount at signing less discount at first renewal, over the same customers",
    },
    "renewals__first_discount",
  );
  const title = (): Child => {
    const { value } = shrunk;
    if (value === null) return "Discount at signing and at first renewal";
    if (Math.abs(value) < 0.0005) return "Discounts stay the same at first renewal";
    return [
      `Discounts ${value > 0 ? "shrink" : "grow"} by `,
      number({ ...shrunk, value: Math.abs(value) }, { ...style, isSigned: false }),
      " at first renewal",
    ];
  };
  return groupTable<DiscountRow>(page, {
    id: "first-discounts",
    name: "discounts at first renewal",
    title: title(),
    subtitle:
      "customers who renewed when a contract first fell due, with list prices known on both sides · 1 − net / list, in sum",
    mart: "renewals__first_discount_by_year",
    rows: "renewals__first_discount",
    first: "First renewal in",
    reason: "no list price is known for a customer who renewed",
    groups: [
      ...discounts.map((row) => ({ key: String(row.due_year), name: String(row.due_year), rows: [row] })),
      ...(discounts.length > 0 ? [{ key: "all years", name: "All", rows: discounts, isTotal: true }] : []),
    ],
    columns: [
      {
        key: "customers",
        name: "Customers",
        unit: "count",
        method: "customers with list prices",
        value: (rows) => rows.reduce((sum, { customers }) => sum + customers, 0),
      },
      {
        key: "discountAtSigning",
        name: "Discount at signing",
        unit: "rate",
        method: "1 − net / list at signing",
        value: discountAtSigning,
      },
      {
        key: "discountAtFirstRenewal",
        name: "at first renewal",
        unit: "rate",
        method: "1 − net / list at the renewal",
        value: discountAtFirstRenewal,
      },
      {
        key: "discountShrinkage",
        name: "Shrinkage",
        unit: "points",
        method: "discount at signing less discount at first renewal",
        value: discountShrinkage,
      },
    ],
  });
}
