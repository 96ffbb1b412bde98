import type { Quality } from "./data.ts";
import { h } from "./dom.ts";
import { plural } from "./format.ts";
import type { Page } from "./page.ts";
import { rowCount } from "./quality-style.ts";
import { type Column, dataTable } from "./table.ts";
import { inWords } from "./words.ts";

type Check = Quality["checks"][number];

/** A check that found no row to look at has shown nothing. */
function resultWord({ offending, rows_checked }: Check): "holds" | "fails" | "nothing to check" {
  if (offending > 0) return "fails";
  return rows_checked === 0 ? "nothing to check" : "holds";
}

function result(check: Check): HTMLElement {
  const word = resultWord(check);
  if (word === "nothing to check") return h("span.check-state", null, word);
  if (word === "holds") return h("span.check-state.gain", null, "✓ holds");
  return h("span.check-state.loss", null, "✗ fails");
}

function checkTable(page: Page, checks: readonly Check[], caption: string): HTMLElement {
  const rows = (key: "rows_checked" | "offending", name: string): Column<Check> => ({
    key,
    name,
    unit: "count",
    value: (row) => row[key],
    cell: (row) => rowCount(page, row[key], `${key} ${row.name}`, name.toLowerCase()),
  });
  const columns: Column<Check>[] = [
    { key: "claim", name: "Claim", unit: "text", isLong: true, value: ({ claim }) => claim },
    {
      key: "result",
      name: "Result",
      unit: "text",
      value: resultWord,
      cell: result,
    },
    rows("rows_checked", "Rows checked"),
    rows("offending", "Offending"),
    {
      key: "name",
      name: "Check",
      unit: "text",
      value: ({ name }) => name,
      cell: ({ name }) => h("code", null, modelOf(name)),
    },
  ];
  return dataTable(columns, checks, { caption });
}

/** Checks of a column are named "<model>: <claim>"; the model says enough beside the claim. */
function modelOf(name: string): string {
  return name.split(": ")[0] ?? name;
}

function isOfColumn({ name }: Check): boolean {
  return name.includes(": ");
}

/** What was checked in this build: the claims in words, and behind a fold those every model makes of its columns. */
export function qualityChecks(page: Page, quality: Quality): HTMLElement {
  const failing = quality.checks.filter(({ offending }) => offending > 0);
  const holding = quality.checks.filter(({ offending }) => offending === 0);
  const worded = holding.filter((check) => !isOfColumn(check));
  const ofColumns = holding.filter(isOfColumn);
  const models = new Set(ofColumns.map(({ name }) => modelOf(name))).size;
  return h(
    "div",
    null,
    checkTable(page, [...failing, ...worded], "Checks of this build"),
    ofColumns.length > 0 &&
      h(
        "details",
        null,
        h(
          "summary",
          null,
          `${plural(ofColumns.length, "claim")} of columns in ${plural(models, "table")} hold too`,
        ),
        checkTable(page, ofColumns, "Claims of columns"),
      ),
  );
}

/** How lines were joined to chains: by name, by a guess, or not, though a name was there. */
export function qualityLinks(page: Page, quality: Quality): HTMLElement {
  const { named, guessed, named_but_not_found } = quality.ledger.links;
  const all = named + guessed;
  const item = (value: number, key: string, words: string, note: string) =>
    h(
      "li",
      null,
      rowCount(page, value, `links ${key}`, inWords(key)),
      ` ${words}`,
      h("small", null, ` ${note}`),
    );
  return h(
    "ul.notes",
    { "data-links": String(all) },
    item(
      named,
      "named",
      named === 1 ? "link is named by the exports." : "links are named by the exports.",
      "",
    ),
    item(
      guessed,
      "guessed",
      guessed === 1 ? "link is a guess:" : "links are guesses:",
      "a line that starts the day another of the same customer and product ends; the same order and SKU first.",
    ),
    item(
      named_but_not_found,
      "named_but_not_found",
      named_but_not_found === 1
        ? "line names another that is not there:"
        : "lines name another that is not there:",
      "they are linked by a guess, or not at all.",
    ),
  );
}

/** What is read without counting, and the build's own notes. */
export function qualityNotes(page: Page, quality: Quality): HTMLElement {
  const {
    joined_and_left,
    signed_shortly_after_window,
    side_by_side,
    lines_not_counted,
    customers_without_lines,
  } = quality.ledger;
  const item = (value: number, key: string, one: string, many: string) =>
    h("li", null, rowCount(page, value, key, inWords(key)), ` ${value === 1 ? one : many}`);
  return h(
    "ul.notes",
    null,
    item(
      joined_and_left,
      "joined_and_left",
      "customer joined and left between two month ends, so no month shows it.",
      "customers joined and left between two month ends, so no month shows them.",
    ),
    item(
      signed_shortly_after_window,
      "signed_shortly_after_window",
      "reactivation is a renewal signed within 30 days after its window closed: what it renews was a loss before.",
      "reactivations are renewals signed within 30 days after their window closed: what they renew was a loss before.",
    ),
    item(
      customers_without_lines,
      "customers_without_lines",
      "customer of the exports has no line, and is in no figure.",
      "customers of the exports have no line, and are in no figure.",
    ),
    side_by_side.customers > 0 &&
      h(
        "li",
        null,
        rowCount(page, side_by_side.customers, "side_by_side customers", "customers, on as_of"),
        ` ${side_by_side.customers === 1 ? "customer has" : "customers have"} several lines of one product in force at once, at most `,
        rowCount(page, side_by_side.most, "side_by_side most", "lines of one product, on as_of"),
        ": their MRR adds up.",
      ),
    Object.entries(lines_not_counted)
      .filter(([, lines]) => lines > 0)
      .map(([why, lines]) => {
        // A line cancelled before its start is committed from its signing to its notice.
        const mrr = why === "cancelled_before_start" ? "live MRR" : "MRR";
        return item(
          lines,
          `lines_not_counted ${why}`,
          `line carries no ${mrr}: ${inWords(why)}.`,
          `lines carry no ${mrr}: ${inWords(why)}.`,
        );
      }),
    quality.notes.map((note) => h("li", null, note)),
  );
}
