import type { Company } from "../company/load-company.ts";
import { leftOut } from "./fault-sql.ts";
import type { FileScan } from "./file-scan.ts";
import type { LayoutOption } from "./layout.ts";
import { neededColumns, type OpenedFile } from "./open-file.ts";
import { salesforceId } from "./salesforce-id.ts";
import { identifier, literal } from "./sql-text.ts";
import { dateValue, numberText } from "./sql-values.ts";
import type { Target } from "./targets.ts";
import { unreadableCells, withCondition } from "./where-condition.ts";

/** What a scan of an opened file, read as one neutral layout, is made of. */
export function scanOf(company: Company, file: OpenedFile, target: Target): FileScan {
  const { source } = file;
  const raw = relationOf(file);
  const endMeans = source.settings.end_means ?? source.layout.endMeans ?? target.layout.endMeans ?? "term";
  const { layout, columns } = target;
  const scan = { company, source, sourceNo: file.sourceNo, layout, columns, endMeans };
  if (target.sql === null) return { ...scan, ...raw, recordNo: null };
  return {
    ...scan,
    relation: `(with records as not materialized (${recordsSql(file, raw)})
      select * from (${target.sql}\n) as parts)`,
    before: ["fault"],
    recordNo: hasRecordNo(target) ? "record_no" : null,
  };
}

/** Does a vendor's query say which record each of its rows is of? Then a record may have several rows, or none. */
export function hasRecordNo({ sql }: Target): boolean {
  return sql !== null && /\brecord_no\b/.test(sql.replaceAll(/--[^\n]*/g, ""));
}

/**
 * Macros a vendor's query may use: `set_aside(code, column, value)` and `left_out()` are faults; `day_of(cell)` is a
 * cell as a day in the company's time zone, null where it is none, `first_day_off(cell)` the day after it where an end is
 * the last day of service; `printed_day(day)` writes a day as the file writes its dates, `number_of(cell)` and `printed_number(number)` are the same
 * for numbers; `mapped(option, cell)` looks a word up in an option
 * that is a map; `salesforce_id(cell)` writes an id of 15 characters as its twin of 18.
 */
export function layoutMacros(company: Company, file: OpenedFile): string[] {
  const { date_format: format, moments_in: momentsIn, end_on_is: endOnIs } = file.source.settings;
  const { timeZone } = company.settings;
  const day = dateValue("cell", { format, timeZone, momentsIn });
  const { decimal, thousands } = file.source.settings;
  const plain = "cast(number as varchar)";
  const printed = decimal === "." ? plain : `replace(${plain}, '.', ',')`;
  return [
    `create or replace temp macro set_aside(code, source_column, cell) as
      code || chr(31) || source_column || case when cell is null then '' else chr(31) || cast(cell as varchar) end`,
    `create or replace temp macro left_out() as ${literal(leftOut)}`,
    `create or replace temp macro mapped(option, cell) as json_extract_string(option,
      '/' || replace(replace(lower(trim(cell)), '~', '~0'), '/', '~1'))`,
    `create or replace temp macro salesforce_id(cell) as ${salesforceId("cell")}`,
    `create or replace temp macro day_of(cell) as ${day}`,
    `create or replace temp macro number_of(cell) as try_cast(${numberText("cell", { decimal, thousands })} as decimal(18, 6))`,
    `create or replace temp macro printed_number(number) as ${printed}`,
    `create or replace temp macro printed_day(day) as ${printedDay("day", format)}`,
    `create or replace temp macro first_day_off(cell) as ${endOnIs === "last_day_of_service" ? `(${day}) + 1` : day}`,
  ];
}

/** A vendor's records: every column of the layout under its own name, null where the file has none. */
function recordsSql(
  file: OpenedFile,
  { relation, before }: { relation: string; before: readonly string[] },
): string {
  const { layout, settings } = file.source;
  const cells = Object.keys(layout.columns).map((column) => {
    const raw = file.columns.find(({ canonical }) => canonical === column)?.raw ?? "cast(null as varchar)";
    return `${raw} as ${identifier(column)}`;
  });
  const options = Object.entries(layout.vendor?.options ?? {}).map(([name, option]) => {
    const word = optionText(option, settings.options?.[name]);
    return `cast(${word === null ? "null" : literal(word)} as varchar) as ${identifier(name)}`;
  });
  const fault = before.length === 0 ? "cast(null as varchar)" : `coalesce(${before.join(", ")})`;
  return `select row_number() over () - 1 as record_no, ${fault} as fault, ${[...cells, ...options].join(", ")}
    from ${relation}`;
}

/** A day as a file of a format would print it. */
function printedDay(day: string, format: string): string {
  if (format === "epoch") return `cast(cast(epoch(cast(${day} as timestamp)) as bigint) as varchar)`;
  return `strftime(cast(${day} as timestamp), ${literal(format === "iso" ? "%Y-%m-%d" : format)})`;
}

/** What a layout's SQL sees of an option: its word, or a map as JSON with its keys in small letters. */
function optionText(
  { words, isAsked, map }: LayoutOption,
  given: string | Record<string, string> | undefined,
) {
  if (map !== undefined) {
    const said = Object.entries(typeof given === "object" ? given : {});
    const all = { ...map, ...Object.fromEntries(said.map(([from, to]) => [from.trim().toLowerCase(), to])) };
    return JSON.stringify(all);
  }
  if (typeof given === "string") return given;
  return isAsked ? null : (words[0] ?? null);
}

function relationOf(file: OpenedFile): { relation: string; before: string[] } {
  const needed = neededColumns(file);
  const { malformed, sql } = file.relation;
  const raw = sql(needed);
  const before: string[] = [];
  if (malformed !== null)
    before.push(`case when not ${malformed} then ${literal("malformed_record\u001f")} end`);
  if (file.condition === null) return { relation: raw, before };
  before.push(...unreadableCells(file.condition));
  before.push(`case when tideline_kept is not true then ${literal(leftOut)} end`);
  return {
    relation: withCondition(raw, file.condition, needed, malformed === null ? [] : [malformed]),
    before,
  };
}
