import type { Quality } from "./data.ts";
import { h } from "./dom.ts";
import { plural } from "./format.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { acceptedShare, filesRead, qualityStyle } from "./quality-style.ts";

/** "Can these numbers be trusted?" in one sentence of live counts. */
export function qualityAnswer(page: Page, quality: Quality): HTMLElement {
  const { totals, sources, checks } = quality;
  const style = qualityStyle(page);
  const write = (value: number, key: string, method: string) =>
    number({ value, unit: "count", mart: "quality", key, method }, { ...style, isStrong: true });
  const failing = checks.filter(({ offending }) => offending > 0).length;
  const empty = checks.filter(({ offending, rows_checked }) => offending === 0 && rows_checked === 0).length;
  return h(
    "p.lead.answer",
    null,
    "Of ",
    write(totals.rows_in, "rows_in", "rows counted independently of the parser"),
    ` rows in ${filesRead(sources)}, `,
    write(totals.accepted, "accepted", "rows accepted"),
    " were accepted (",
    number(acceptedShare(totals, "total"), style),
    " of what was to be read), ",
    write(totals.quarantined, "quarantined", "rows set aside with a reason"),
    totals.quarantined === 0 ? " set aside, and " : " set aside, each with a reason, and ",
    write(totals.left_out, "left_out", "rows the company file leaves out"),
    " left out on purpose. ",
    failing === 0
      ? `All ${plural(checks.length - empty, "check")} of the ledger hold${empty > 0 ? `; ${empty} more had no row to look at` : ""}.`
      : h("strong.loss", null, `${failing} of ${plural(checks.length, "check")} found offending rows.`),
  );
}
