import { dayLabel } from "./calendar.ts";
import type { Quality, SourceCount } from "./data.ts";
import { type Child, h } from "./dom.ts";
import { count, plural } from "./format.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { type Column, dataTable } from "./table.ts";
import { inWords } from "./words.ts";

type CountKey = "rows_in" | "accepted" | "quarantined" | "left_out";

function style(page: Page) {
  const { company } = page.summary;
  return {
    money: { currency: company.currency, exponent: company.exponent },
    basis: `exports as of ${dayLabel(company.as_of)} (${company.as_of_source})`,
  };
}

function rowCount(value: number, key: string, method: string): Measured {
  return { value, unit: "count", mart: "quality", key, method };
}

/** The sentence that answers the page's question. */
export function qualityAnswer(page: Page, quality: Quality): HTMLElement {
  const { totals, sources, checks } = quality;
  const write = (value: number, key: string, method: string) =>
    number(rowCount(value, key, method), { ...style(page), isStrong: true });
  const share: Measured = {
    value: totals.rows_in === 0 ? null : totals.accepted / totals.rows_in,
    unit: "rate",
    mart: "quality",
    key: "accepted / rows_in",
    method: "accepted rows / rows in",
    reason: "no row came in",
  };
  const failing = checks.filter(({ offending }) => offending > 0).length;
  return h(
    "p.lead.answer",
    null,
    "Of ",
    write(totals.rows_in, "rows_in", "rows counted independently of the parser"),
    ` rows in ${plural(sources.length, "file")}, `,
    write(totals.accepted, "accepted", "rows accepted"),
    " were accepted (",
    number(share, style(page)),
    "), ",
    write(totals.quarantined, "quarantined", "rows set aside with a reason"),
    " set aside, each with a reason, and ",
    write(totals.left_out, "left_out", "rows the company file leaves out"),
    " left out on purpose. ",
    failing === 0
      ? `All ${plural(checks.length, "check")} of the ledger hold.`
      : h("strong.loss", null, `${plural(failing, "check")} of ${checks.length} found offending rows.`),
  );
}

function shareBar(source: SourceCount): HTMLElement {
  const part = (value: number) => `width:${source.rows_in === 0 ? 0 : (100 * value) / source.rows_in}%`;
  const bar = h("span.share", { "aria-hidden": "true" });
  for (const [name, value] of [
    ["", source.accepted],
    ["aside", source.quarantined],
    ["left-out", source.left_out],
  ] as const) {
    const piece = document.createElement("i");
    if (name) piece.className = name;
    piece.style.cssText = part(value);
    bar.append(piece);
  }
  return bar;
}

function bytes(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} MB`;
  return value >= 1e3 ? `${(value / 1e3).toFixed(1)} kB` : `${value} B`;
}

/** One row a file: what came in and what became of it. */
export function qualitySources(page: Page, quality: Quality): HTMLElement {
  const cell = (key: CountKey) => (row: SourceCount) =>
    number(rowCount(row[key], `${key} ${row.file}`, inWords(key)), style(page));
  const column = (key: CountKey, name: string): Column<SourceCount> => ({
    key,
    name,
    unit: "count",
    value: (row) => row[key],
    cell: cell(key),
  });
  const columns: Column<SourceCount>[] = [
    { key: "file", name: "File", unit: "text", value: ({ file }) => file },
    {
      key: "layout",
      name: "Layout",
      unit: "text",
      value: ({ layout }) => layout,
      cell: ({ layout }) => inWords(layout),
    },
    { key: "format", name: "Format", unit: "text", value: ({ format }) => format },
    { key: "bytes", name: "Size", unit: "count", value: (row) => row.bytes, cell: (row) => bytes(row.bytes) },
    column("rows_in", "Rows in"),
    column("accepted", "Accepted"),
    column("quarantined", "Set aside"),
    column("left_out", "Left out"),
    {
      key: "accepted_rate",
      name: "Accepted share",
      unit: "rate",
      value: (row) => (row.rows_in === 0 ? null : row.accepted / row.rows_in),
      cell: (row) =>
        number(
          {
            value: row.rows_in === 0 ? null : row.accepted / row.rows_in,
            unit: "rate",
            mart: "quality",
            key: `accepted / rows_in ${row.file}`,
            method: "accepted rows / rows in",
            reason: "the file has no rows",
          },
          style(page),
        ),
    },
    { key: "share", name: "", unit: "text", value: () => null, cell: shareBar },
  ];
  return dataTable(columns, quality.sources, {
    caption: "Rows in, accepted, set aside and left out, by file",
  });
}

/** Why rows were set aside, by file and column. */
export function qualityReasons(page: Page, quality: Quality): HTMLElement {
  if (quality.reasons.length === 0) return h("p.note", null, "No row was set aside.");
  type Reason = Quality["reasons"][number];
  const columns: Column<Reason>[] = [
    { key: "file", name: "File", unit: "text", value: ({ file }) => file },
    {
      key: "column_name",
      name: "Column",
      unit: "text",
      value: (row) => row.column_name,
      cell: (row) => row.column_name ?? "whole row",
    },
    {
      key: "code",
      name: "Fault",
      unit: "text",
      value: ({ code }) => code,
      cell: ({ code }) => inWords(code),
    },
    { key: "reason_text", name: "What is wrong", unit: "text", value: (row) => row.reason_text },
    {
      key: "rows",
      name: "Rows",
      unit: "count",
      value: ({ rows }) => rows,
      cell: (row) =>
        number(
          rowCount(row.rows, `reasons ${row.file} ${row.code}`, "rows set aside for this reason"),
          style(page),
        ),
    },
  ];
  const sorted = [...quality.reasons].sort((a, b) => b.rows - a.rows || (a.file < b.file ? -1 : 1));
  return dataTable(columns, sorted, { caption: "Reasons for setting rows aside" });
}

/** Rows set aside, where they stand in their file, exactly as they came. */
export function qualityExamples(quality: Quality): HTMLElement {
  if (quality.examples.length === 0) return h("p.note", null, "There is no row to show.");
  type Example = Quality["examples"][number];
  const columns: Column<Example>[] = [
    { key: "file", name: "File", unit: "text", value: ({ file }) => file },
    {
      key: "line",
      name: "Line",
      unit: "count",
      value: ({ line }) => line,
      cell: ({ line }) => (line === null ? "–" : count(line)),
    },
    { key: "column_name", name: "Column", unit: "text", value: (row) => row.column_name },
    {
      key: "value",
      name: "Value",
      unit: "text",
      value: (row) => row.value,
      cell: (row) => h("code", null, row.value ?? ""),
    },
    { key: "reason", name: "Reason", unit: "text", value: (row) => row.reason },
  ];
  return dataTable(columns, quality.examples, { caption: "Examples of rows set aside", most: 50 });
}

/** What was checked in this build, over how many rows, and whether it holds. */
export function qualityChecks(page: Page, quality: Quality): HTMLElement {
  type Check = Quality["checks"][number];
  const state = ({ offending }: Check): Child =>
    offending === 0
      ? h("span.check-state.gain", null, "✓ holds")
      : h("span.check-state.loss", null, "✗ fails");
  const columns: Column<Check>[] = [
    { key: "claim", name: "Claim", unit: "text", value: ({ claim }) => claim },
    {
      key: "name",
      name: "Check",
      unit: "text",
      value: ({ name }) => name,
      cell: ({ name }) => h("code", null, name),
    },
    {
      key: "rows_checked",
      name: "Rows checked",
      unit: "count",
      value: (row) => row.rows_checked,
      cell: (row) =>
        number(rowCount(row.rows_checked, `checks ${row.name}`, "rows the check read"), style(page)),
    },
    {
      key: "offending",
      name: "Offending",
      unit: "count",
      value: (row) => row.offending,
      cell: (row) =>
        number(rowCount(row.offending, `offending ${row.name}`, "rows that break the claim"), style(page)),
    },
    {
      key: "state",
      name: "Result",
      unit: "text",
      value: (row) => (row.offending === 0 ? "holds" : "fails"),
      cell: (row) => h("span", null, state(row)),
    },
  ];
  return dataTable(columns, quality.checks, { caption: "Checks of this build" });
}

/** Facts the ledger states about rows that are in it without counting, and the build's notes. */
export function qualityNotes(page: Page, quality: Quality): HTMLElement {
  const { ledger, notes } = quality;
  const write = (value: number, key: string, method: string) =>
    number(rowCount(value, key, method), style(page));
  const uncounted = Object.entries(ledger.lines_not_counted).filter(([, value]) => value > 0);
  return h(
    "ul.facts-list",
    null,
    h(
      "li",
      null,
      write(ledger.joined_and_left, "joined_and_left", "no balance at either month end"),
      " customers joined and left between two month ends, so no month shows them.",
    ),
    h(
      "li",
      null,
      write(
        ledger.signed_shortly_after_window,
        "signed_shortly_after_window",
        "signed within 30 days after the window",
      ),
      " renewals were signed within 30 days after their window closed: each is churn and reactivation.",
    ),
    uncounted.map(([key, value]) =>
      h(
        "li",
        null,
        write(value, `lines_not_counted ${key}`, "lines read, but no MRR"),
        ` lines were read but carry no MRR: ${inWords(key)}.`,
      ),
    ),
    notes.map((note) => h("li", null, note)),
  );
}
