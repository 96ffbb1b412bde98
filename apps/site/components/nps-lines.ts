import { formatNumber, formatPeriod } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import type { Child } from "./dom.ts";
import { figure } from "./frame.ts";
import { type Nps, type NpsMonth, npsByCustomer, npsByPerson, score, standing } from "./nps-data.ts";
import type { Page } from "./page.ts";
import { serviceStyle, writer } from "./service-data.ts";
import type { Column } from "./table.ts";

/** From so many people on the score is drawn. */
const enoughPeople = 20;

function claimOf(page: Page, { now, before }: Nps): Child {
  const write = writer(
    "nps__by_month",
    serviceStyle(page, "latest answer of each person within twelve months"),
  );
  if (!now) return "No score yet";
  const written = (row: NpsMonth) =>
    write(
      score(
        npsByPerson(standing(row)),
        `netPromoterScore standing_persons ${row.report_month.slice(0, 7)}`,
        "by person",
      ),
      { isSigned: true },
    );
  const [present, past] = [npsByPerson(standing(now)), before && npsByPerson(standing(before))];
  if (present === null || past === null || !before) return ["NPS stands at ", written(now)];
  const way = present > past ? "rose" : "fell";
  if (Math.abs(present - past) < 0.05) return ["NPS stands where it stood a year before, at ", written(now)];
  return [`NPS ${way} from `, written(before), " to ", written(now), " within a year"];
}

/** The score over time, by person and by customer. */
export function npsLines(page: Page, nps: Nps): HTMLElement {
  const { now } = nps;
  const known = nps.months.filter(({ standing_persons: persons }) => persons > 0);
  // Before enough people have answered a score says nothing, and would stretch the axis.
  const begun = known.findIndex(({ standing_persons: persons }) => persons >= enoughPeople);
  const drawn = known.slice(Math.max(0, begun));
  const columns: Column<NpsMonth>[] = [
    { key: "month", name: "Month", unit: "text", value: ({ report_month }) => report_month.slice(0, 7) },
    ...(
      [
        ["by_person", "By person", (row: NpsMonth) => npsByPerson(standing(row))],
        ["by_customer", "By customer", (row: NpsMonth) => npsByCustomer(standing(row))],
      ] as const
    ).map(
      ([key, name, value]): Column<NpsMonth> => ({
        key: `nps_${key}`,
        name,
        unit: "ratio",
        value,
        cell: (row) => formatNumber(value(row), { digits: 1, signed: true }),
      }),
    ),
    ...(
      [
        ["standing_persons", "People"],
        ["standing_promoters", "Promoters"],
        ["standing_passives", "Passives"],
        ["standing_detractors", "Detractors"],
        ["standing_customers", "Customers"],
      ] as const
    ).map(([key, name]): Column<NpsMonth> => ({ key, name, unit: "count", value: (row) => row[key] })),
  ];
  return figure(page, "NPS over time", () =>
    now && known.length > 0
      ? {
          claim: claimOf(page, nps),
          subtitle: `${page.summary.company.name}, everybody who answered within twelve months · points from −100 to 100 · ${formatPeriod(drawn[0]?.report_month ?? "")} to ${formatPeriod(now.report_month)}`,
          draw: async (width) =>
            (await loadCharts()).rateLines(
              [
                {
                  name: "By person",
                  points: drawn.map((row) => ({
                    report_month: row.report_month,
                    rate: npsByPerson(standing(row)),
                  })),
                },
                {
                  name: "By customer",
                  points: drawn.map((row) => ({
                    report_month: row.report_month,
                    rate: npsByCustomer(standing(row)),
                  })),
                },
              ],
              { width, unit: "points", measure: "NPS", reference: { value: 0, label: "as many detract" } },
            ),
          caveat: `Each person counts with the latest answer, for twelve months. Answers of customers who have left stay until their year is over: else the score would rise with each detractor who leaves. By customer, each customer weighs the same, by the shares among its people.${
            drawn.length < known.length
              ? ` Drawn from the first month with ${enoughPeople} people; the table has all.`
              : ""
          }`,
          table: { columns, rows: [...known].reverse() },
          definition: "netPromoterScore",
        }
      : null,
  );
}
