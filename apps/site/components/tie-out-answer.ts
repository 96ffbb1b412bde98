import { formatDate, formatPeriod } from "@tideline/metrics";
import { h } from "./dom.ts";
import { plural } from "./format.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { billedGap, CAUSES, causeWords, monthAmount, type TieOut, tieOutStyle } from "./tie-out-data.ts";
import { listed } from "./words.ts";

/** "Does what is billed agree with MRR?" in two sentences of live numbers; without invoices, what to export. */
export function tieOutAnswer(page: Page, { months }: TieOut): HTMLElement {
  const newest = months.at(-1);
  if (!newest) {
    return h(
      "p.note.answer",
      null,
      "No line of an invoice for a time of service was read, so there is nothing to hold MRR against. Add an export of invoices with their lines to company.json, ",
      "from Stripe, Xero or any billing system: the layouts invoices and invoice_lines say which columns they need.",
    );
  }
  const style = tieOutStyle(page);
  const month = formatPeriod(newest.report_month);
  const gap = newest.billed_minor - newest.mrr_minor;
  const largest = CAUSES.filter((cause) => newest[`${cause}_minor`] !== 0)
    .sort((a, b) => Math.abs(newest[`${b}_minor`]) - Math.abs(newest[`${a}_minor`]))
    .slice(0, 3);
  const strong = { ...style, isStrong: true };
  return h(
    "p.lead.answer.apart",
    null,
    `For ${month}, `,
    number(monthAmount(newest, "billed_minor", "recurring lines of invoices, a month of service"), strong),
    " was billed to recur; live MRR is ",
    number(monthAmount(newest, "mrr_minor", "live MRR at the month's end"), strong),
    gap === 0
      ? ": they agree. "
      : [
          ": billed is ",
          number({ ...billedGap(newest), value: Math.abs(billedGap(newest).value ?? 0) }, strong),
          gap < 0 ? " under it. " : " over it. ",
        ],
    largest.length > 0 && [
      "The most is ",
      ...largest.flatMap((cause, index) => [
        index === 0 ? "" : index === largest.length - 1 ? " and " : ", ",
        causeWords[cause].name.toLowerCase(),
        " (",
        number(monthAmount(newest, `${cause}_minor`, causeWords[cause].meaning), {
          ...style,
          isSigned: true,
        }),
        ")",
      ]),
      `, of ${plural(newest.differing_customers, "customer")}. `,
    ],
    h(
      "small",
      null,
      `As of ${formatDate(page.summary.company.as_of)}; MRR is always live here: nobody is billed for what has not begun.`,
    ),
  );
}

/** What each name of a difference says, and what the comparison is not. */
export function tieOutMeanings(_page: Page, { months }: TieOut): HTMLElement {
  if (months.length === 0) return h("div", null);
  const seen = CAUSES.filter((cause) => months.some((row) => row[`${cause}_minor`] !== 0));
  return h(
    "ul.notes",
    { "aria-label": `What ${listed(["names", "amounts"])} mean` },
    seen.map((cause) =>
      h("li", null, h("strong", null, causeWords[cause].name), `: ${causeWords[cause].meaning}`),
    ),
    h(
      "li",
      null,
      h("strong", null, "Beside it"),
      ": what was billed once stands in the month of the invoice; what was billed by use, in that of the invoice there and in that of its use in the figure of its own. Neither is in MRR.",
    ),
  );
}
