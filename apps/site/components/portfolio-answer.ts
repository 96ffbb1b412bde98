import { h } from "./dom.ts";
import type { Page } from "./page.ts";
import { arrEach, costRatio, customersEach, type Portfolio, touched } from "./portfolio-data.ts";
import { serviceStyle, writer } from "./service-data.ts";

/** What the numbers of the page stand on. */
export const portfolioBasis = "portfolios: ARR on the committed basis";

/** "Who looks after how much, and what does it cost?" in one answer of live numbers. */
export function portfolioAnswer(page: Page, { all, nobody, hasCare, hasActivities }: Portfolio): HTMLElement {
  if (!all) return h("p.note", null, "n/a: no customer has a balance on the committed basis.");
  const style = { ...serviceStyle(page, portfolioBasis), isStrong: true };
  const write = writer("portfolio__by_group", style);
  const money = (value: number, key: string, method: string) =>
    write({ value, unit: "money", key: `${key} all`, method });
  const arr = money(all.arr_minor, "arr_minor", "sum of annual amounts");
  if (!hasCare) {
    return h(
      "div.answer",
      null,
      h("p.lead", null, arr, " of ARR, and nobody is known to look after it."),
      h(
        "p.note",
        null,
        "ARR and customers per CSM are n/a: neither the customers nor an export of csm_assignments says who looks after them.",
      ),
    );
  }
  return h(
    "div.answer",
    null,
    h(
      "p.lead",
      null,
      write({ value: all.csms, unit: "count", key: "csms all", method: "customer success managers" }),
      all.csms === 1 ? " customer success manager looks after " : " customer success managers look after ",
      nobody
        ? [
            money(all.cared_arr_minor, "cared_arr_minor", "sum of annual amounts somebody looks after"),
            " of ",
            arr,
            " ARR: ",
          ]
        : [arr, " of ARR: "],
      write(arrEach(all, "all")),
      " and ",
      write(customersEach(all, "all")),
      " customers each. ",
      all.annual_cost_minor === null
        ? "What that costs is not known. "
        : [
            "All of customer success costs ",
            write({
              value: all.annual_cost_minor,
              unit: "money",
              key: "annual_cost_minor all",
              method: "cost a year",
            }),
            " a year, ",
            write(costRatio(all, { key: "all" })),
            " of ARR. ",
          ],
      hasActivities
        ? [
            write(touched(all, "all", hasActivities)),
            " of the customers with CMRR were touched in the last three months. ",
          ]
        : "Whether customers were touched is n/a: no activities were exported. ",
      nobody
        ? [
            "Nobody looks after ",
            writer(
              "portfolio__by_csm",
              style,
            )({
              value: nobody.customers,
              unit: "count",
              key: "customers nobody",
              method: "customers with CMRR without a CSM",
            }),
            nobody.customers === 1 ? " customer worth " : " customers worth ",
            writer(
              "portfolio__by_csm",
              style,
            )({
              value: nobody.arr_minor,
              unit: "money",
              key: "arr_minor nobody",
              method: "ARR of customers without a CSM",
            }),
            ", among them those signed and not started.",
          ]
        : null,
    ),
    h("p.subtitle", null, "Guides of the field: 1 to 2 million of ARR a CSM; cost up to 10 % of ARR."),
  );
}
