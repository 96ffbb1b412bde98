import { formatDate, formatPercent, revenueConcentration } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { columnScale, moneyCell } from "./format.ts";
import { figure } from "./frame.ts";
import type { Page } from "./page.ts";
import { portfolioBasis } from "./portfolio-answer.ts";
import type { CsmRow, ParetoRow, Portfolio } from "./portfolio-data.ts";
import { serviceStyle, writer } from "./service-data.ts";
import type { Column } from "./table.ts";

/** The guide of the field: the upper end of ARR a CSM, in major units of the reporting currency. */
const mostPerCsm = 2_000_000;

/** ARR in the care of each CSM, against the guide. */
export function portfolioBars(page: Page, { csms }: Portfolio): HTMLElement {
  const { company } = page.summary;
  const style = serviceStyle(page, portfolioBasis);
  const write = writer("portfolio__by_csm", style);
  const guide = mostPerCsm * 10 ** company.exponent;
  const over = csms.filter(({ arr_minor }) => arr_minor > guide).length;
  const scale = columnScale(csms, ({ arr_minor }) => arr_minor, company);
  const columns: Column<CsmRow>[] = [
    { key: "csm", name: "CSM", unit: "text", value: ({ csm, name }) => name ?? csm },
    { key: "customers", name: "Customers", unit: "count", value: ({ customers }) => customers },
    {
      key: "arr_minor",
      name: `ARR, ${scale.name}`,
      unit: "money",
      value: ({ arr_minor }) => arr_minor,
      cell: ({ csm, arr_minor }) =>
        write(
          { value: arr_minor, unit: "money", key: `arr_minor ${csm ?? "nobody"}`, method: "ARR" },
          { scale },
        ),
    },
  ];
  return figure(page, "ARR by CSM", () =>
    csms.length > 0
      ? {
          claim: [
            write({
              value: over,
              unit: "count",
              key: "csms over the guide",
              method: "CSMs with more than 2 million",
            }),
            " of ",
            write({ value: csms.length, unit: "count", key: "csms", method: "customer success managers" }),
            csms.length === 1
              ? " portfolio holds more than the guide's 2 million"
              : " portfolios hold more than the guide's 2 million",
          ],
          subtitle: `${company.name}, customer success managers · ARR on the committed basis, ${company.currency} · ${formatDate(company.as_of)}`,
          draw: async (width) =>
            (await loadCharts()).labelBars(
              csms.map(({ csm, name, arr_minor, customers }) => ({
                label: name ?? csm ?? "",
                value: arr_minor,
                customers,
              })),
              {
                width,
                measure: "ARR",
                small: 0,
                unit: { kind: "money", currency: company.currency, exponent: company.exponent },
                reference: { value: guide, label: "guide, at most" },
              },
            ),
          caveat:
            "The guide of 1 to 2 million is for CSMs who know each customer; the few who hold the largest customers, and those who serve many at once, stand above it by design. It is read in the reporting currency.",
          table: { columns, rows: csms },
          definition: "arrPerCsm",
        }
      : null,
  );
}

/** How evenly ARR is spread over customers: the 80/20 rule. */
export function portfolioPareto(page: Page, { pareto }: Portfolio): HTMLElement {
  const { company } = page.summary;
  const write = writer("portfolio__pareto", serviceStyle(page, portfolioBasis));
  const scale = columnScale(pareto, ({ arr_minor }) => arr_minor, company);
  const columns: Column<ParetoRow>[] = [
    { key: "customers", name: "Largest customers", unit: "count", value: ({ customers }) => customers },
    {
      key: "customer_rate",
      name: "Share of customers",
      unit: "rate",
      value: (row) => row.customers / row.all_customers,
      cell: (row) => formatPercent(row.customers / row.all_customers),
    },
    {
      key: "arr_minor",
      name: `ARR, ${scale.name}`,
      unit: "money",
      value: ({ arr_minor }) => arr_minor,
      cell: ({ arr_minor }) => moneyCell(arr_minor, scale),
    },
    {
      key: "arr_rate",
      name: "Share of ARR",
      unit: "rate",
      value: (row) => row.arr_minor / row.all_arr_minor,
      cell: (row) => formatPercent(row.arr_minor / row.all_arr_minor),
    },
  ];
  return figure(page, "80 20", () => {
    const eighty = pareto.find(({ is_eighty }) => is_eighty);
    if (!eighty) return null;
    return {
      claim: [
        write({
          value: revenueConcentration(eighty),
          unit: "rate",
          key: "revenueConcentration",
          method: "fewest customers with 80 % of ARR / customers",
        }),
        " of the customers hold 80 % of ARR: ",
        write({
          value: eighty.customers,
          unit: "count",
          key: "customers eighty",
          method: "fewest customers with 80 % of ARR",
        }),
        " of ",
        write({
          value: eighty.all_customers,
          unit: "count",
          key: "all_customers",
          method: "customers with ARR",
        }),
      ],
      subtitle: `${company.name}, customers with ARR on the committed basis, the largest first · share of ARR they hold together · ${formatDate(company.as_of)}`,
      draw: async (width) => (await loadCharts()).shareCurve(pareto, { width }),
      caveat: [
        eighty.archived_customers > 0 && [
          "Of the customers with ARR ",
          write({
            value: eighty.archived_customers,
            unit: "count",
            key: "archived_customers",
            method: "customers with read-only fees alone",
          }),
          eighty.archived_customers === 1 ? " pays" : " pay",
          " read-only fees alone: their ARR counts here and in the portfolios, but nobody counts them as customers there. ",
        ],
        "The dashed line is a perfectly even spread. The rule of thumb is 20 % of the customers; the more even, the less a single loss weighs and the more customers there are to care for.",
      ],
      table: { columns, rows: pareto },
      definition: "revenueConcentration",
    };
  });
}
