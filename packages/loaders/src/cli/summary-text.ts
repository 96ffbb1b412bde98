import { formatMoney } from "@tideline/metrics";
import Table from "cli-table3";
import type { BuildResult } from "../build/build-company.ts";
import { currencyExponent } from "../company/currency.ts";

const plain = {
  chars: {
    top: "",
    "top-mid": "",
    "top-left": "",
    "top-right": "",
    bottom: "",
    "bottom-mid": "",
    "bottom-left": "",
    "bottom-right": "",
    left: "",
    "left-mid": "",
    mid: "",
    "mid-mid": "",
    right: "",
    "right-mid": "",
    middle: "  ",
  },
  style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
};

const count = (value: number) => value.toLocaleString("en-US");

/** A table for a terminal: first columns as given, numbers to the right. No rows give only the heading. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const isNumber = head.map(
    (_, place) =>
      rows.length > 0 && rows.every((row) => typeof row[place] === "number" || row[place] === null),
  );
  const table = new Table({
    ...plain,
    head: [...head],
    colAligns: isNumber.map((right) => (right ? "right" : "left")),
  });
  for (const row of rows)
    table.push(row.map((cell) => (cell === null ? "" : typeof cell === "number" ? count(cell) : cell)));
  return table.toString().replaceAll(/ +$/gm, "");
}

/** What each export gave: rows in = accepted + set aside + left out by `where`. */
export function sourcesText(read: BuildResult["read"]): string {
  const rows = read.sources.map((source) => [
    source.file,
    source.layout,
    source.format,
    source.rows_in,
    source.accepted,
    source.quarantined,
    source.left_out,
  ]);
  const table = textTable(["file", "layout", "format", "rows in", "accepted", "set aside", "left out"], rows);
  return [table, ...read.notes.map((note) => `note: ${note}`)].join("\n");
}

/** What a build made, in a few lines for a terminal. */
export function summaryText(result: BuildResult, currency: string): string {
  const { read, newest } = result;
  const lines = [
    `${result.name}, as of ${result.as_of} (${result.as_of_source})`,
    sourcesText(read),
    `${count(result.checks)} checks held; ${result.marts.length} marts`,
  ];
  if (newest) {
    const exponent = currencyExponent(currency) ?? 2;
    const money = formatMoney(newest.closing_minor, { currency, exponent });
    lines.push(
      `${newest.report_month.slice(0, 7)}: MRR ${money} from ${count(newest.closing_logos)} ${newest.closing_logos === 1 ? "customer" : "customers"} (live)`,
    );
  } else lines.push("no line ever counted at a month end: the reports are empty");
  return lines.join("\n");
}
