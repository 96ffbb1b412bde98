import type { Quality } from "./data.ts";
import { h } from "./dom.ts";
import { fileStem } from "./download.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { acceptedShare, filesRead, qualityStyle } from "./quality-style.ts";
import type { Quarantine } from "./quarantine-data.ts";

const ofNobody = new Set([
  "unknown_customer",
  "customer_without_lines",
  "unknown_person",
  "unknown_line",
  "unknown_ticket",
]);

/** "What was set aside, and why?" in two sentences of live counts, with the rows themselves as a file. */
export function quarantineAnswer(
  page: Page,
  quality: Quality,
  { quarantine, csv }: { quarantine: Quarantine; csv: string },
): HTMLElement {
  const { totals, sources } = quality;
  const style = qualityStyle(page);
  const write = (value: number, key: string, method: string, mart = "quality") =>
    number({ value, unit: "count", mart, key, method }, { ...style, isStrong: true });
  const unmatched = quarantine.reasons
    .filter(({ code }) => ofNobody.has(code))
    .reduce((sum, { rows }) => sum + rows, 0);
  const faulty = totals.quarantined - unmatched;
  const lead = h(
    "p.lead.answer",
    null,
    "Of ",
    write(totals.rows_in, "rows_in", "rows counted independently of the parser"),
    ` rows in ${filesRead(sources)}, `,
    write(totals.accepted, "accepted", "rows accepted"),
    " were accepted (",
    number(acceptedShare(totals, "total"), style),
    " of what was to be read) and ",
    write(totals.left_out, "left_out", "rows the company file or the layout leaves out"),
    " left out on purpose. ",
    totals.quarantined === 0
      ? "None was set aside."
      : [
          write(totals.quarantined, "quarantined", "rows set aside with a reason"),
          " were set aside and count in no figure: ",
          faulty > 0 && [
            write(
              faulty,
              "reasons, faults of the row",
              "rows with a value that cannot be right",
              "quarantine",
            ),
            " hold something that cannot be right",
            unmatched > 0 ? ", " : ".",
          ],
          unmatched > 0 && [
            write(
              unmatched,
              "reasons, of nobody known",
              "rows of a customer, person, line or ticket that no other export has",
              "quarantine",
            ),
            " are sound but of nobody the company knows.",
          ],
        ],
  );
  if (totals.quarantined === 0) return lead;
  const name = `${fileStem(page.summary.company.name, "quarantine")}.csv`;
  return h(
    "div",
    null,
    lead,
    h(
      "p.note",
      null,
      h("a", { href: csv, download: name }, "Every row set aside, as CSV"),
      ": file, line, column, value, reason and the whole row, to hand to whoever owns the export. A text that a spreadsheet would run as a formula has an apostrophe before it.",
    ),
  );
}
