import { formatPeriod } from "@tideline/metrics";
import { h } from "./dom.ts";
import { type Nps, npsByCustomer, npsByPerson, response, score, standing } from "./nps-data.ts";
import type { Page } from "./page.ts";
import { serviceStyle, writer } from "./service-data.ts";

/** "Would customers recommend us?" in one answer of live numbers. */
export function npsAnswer(page: Page, nps: Nps): HTMLElement {
  const { now, before } = nps;
  if (!now) {
    return h(
      "p.note",
      null,
      "n/a: no answer to an NPS survey was exported. The layouts survey_responses and delighted_responses read them.",
    );
  }
  const style = serviceStyle(page, "latest answer of each person within twelve months");
  const write = writer("nps__by_month", style);
  const month = now.report_month.slice(0, 7);
  const people = standing(now);
  const count = (value: number, column: string) =>
    write({ value, unit: "count", key: `${column} ${month}`, method: column.replaceAll("_", " ") });
  const signed = { isSigned: true, isStrong: true };
  const last = nps.months.findLast(({ invited }) => invited > 0);
  const asked = last
    ? [
        "Of the people asked in ",
        formatPeriod(last.report_month),
        ", ",
        write(response(last, `responseRate ${last.report_month.slice(0, 7)}`)),
        " answered.",
      ]
    : "How many were asked is not known: no invitations were exported, so the response rate is n/a.";
  if (people.persons === 0) {
    return h(
      "div.answer",
      null,
      h(
        "p.lead",
        null,
        `Nobody has answered within the twelve months to the end of ${formatPeriod(month)}, so NPS is n/a. `,
        asked,
      ),
    );
  }
  const of = (value: number, one: string, many: string) => (value === 1 ? one : many);
  return h(
    "div.answer",
    null,
    h(
      "p.lead",
      null,
      "NPS stands at ",
      write(score(npsByPerson(people), `netPromoterScore standing_persons ${month}`, "by person"), signed),
      ": of ",
      count(people.persons, "standing_persons"),
      of(people.persons, " person", " people"),
      " who answered within twelve months, ",
      count(people.promoters, "standing_promoters"),
      of(people.promoters, " promotes, ", " promote, "),
      count(people.passives, "standing_passives"),
      of(people.passives, " is passive and ", " are passive and "),
      count(people.detractors, "standing_detractors"),
      of(people.detractors, " detracts. ", " detract. "),
      before && npsByPerson(standing(before)) !== null
        ? [
            "A year before it was ",
            write(
              score(
                npsByPerson(standing(before)),
                `netPromoterScore standing_persons ${before.report_month.slice(0, 7)}`,
                "by person",
              ),
              { isSigned: true },
            ),
            ". ",
          ]
        : null,
      "Each customer weighing the same, it is ",
      write(score(npsByCustomer(people), `netPromoterScore standing_customers ${month}`, "by customer"), {
        isSigned: true,
      }),
      " over ",
      count(people.customers, "standing_customers"),
      of(people.customers, " customer with such an answer. ", " customers with such an answer. "),
      asked,
    ),
  );
}
