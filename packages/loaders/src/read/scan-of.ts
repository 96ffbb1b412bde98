import type { Company } from "../company/load-company.ts";
import { type FaultRule, firstFault, leftOut } from "./fault-sql.ts";
import type { FileScan } from "./file-scan.ts";
import type { LayoutColumn, LayoutOption } from "./layout.ts";
import { neededColumns, type OpenedFile } from "./open-file.ts";
import { salesforceId } from "./salesforce-id.ts";
import { identifier, literal } from "./sql-text.ts";
import { booleanValue, dateValue, isGiven, isModern, numberText } from "./sql-values.ts";
import type { Target } from "./targets.ts";
import { totalsRow } from "./totals-row.ts";
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
    relation: `(with records as not materialized (${recordsSql(company, file, raw)})
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
    `create or replace temp macro printed_day(day) as ${printedDay("day", { format, timeZone })}`,
    `create or replace temp macro first_day_off(cell) as ${endOnIs === "last_day_of_service" ? `(${day}) + 1` : day}`,
  ];
}

/** A day that is printed as midnight in UTC, as a day. */
function dayOfMidnight(raw: string): string {
  const midnight = String.raw`[T ]00:00(:00(\.0+)?)?\s*(Z|UTC|[+-]00:?00)$`;
  return `regexp_replace(${raw}, ${literal(midnight)}, '')`;
}

/** A vendor's records: every column of the layout under its own name, null where the file has none. */
function recordsSql(
  company: Company,
  file: OpenedFile,
  { relation, before }: { relation: string; before: readonly string[] },
): string {
  const { layout, settings } = file.source;
  const cells = Object.entries(layout.columns).map(([column, { isDay }]) => {
    const raw = file.columns.find(({ canonical }) => canonical === column)?.raw ?? "cast(null as varchar)";
    return `${isDay ? dayOfMidnight(raw) : raw} as ${identifier(column)}`;
  });
  const options = Object.entries(layout.vendor?.options ?? {}).map(([name, option]) => {
    const word = optionText(option, settings.options?.[name]);
    return `cast(${word === null ? "null" : literal(word)} as varchar) as ${identifier(name)}`;
  });
  const fault = `coalesce(${[...before, ...unreadableColumns(company, file), "cast(null as varchar)"].join(", ")})`;
  return `select row_number() over () - 1 as record_no, ${fault} as fault, ${[...cells, ...options].join(", ")}
    from ${relation}`;
}

/**
 * SQL of the fault of a record with a cell that is not what its column holds, one for all of its columns; none without
 * such columns. A layout's SQL would take it for an empty one. A dash alone stands for nothing. Columns handed on as they
 * are the neutral layout looks at itself.
 */
function unreadableColumns(company: Company, { source, columns, targets }: OpenedFile): string[] {
  const { date_format: format, moments_in: momentsIn, decimal, thousands } = source.settings;
  const { timeZone } = company.settings;
  const unreadable = (column: LayoutColumn | undefined, raw: string): [FaultRule["code"], string] | null => {
    if (column?.kind === "date" || column?.kind === "moment") {
      const day = dateValue(raw, { format: column.dateFormat ?? format, timeZone, momentsIn });
      return ["text_in_date", `not coalesce(${isModern(day)}, false)`];
    }
    if (column?.kind === "boolean") return ["unknown_boolean", `${booleanValue(raw)} is null`];
    if (column?.kind !== "money" && column?.kind !== "number" && column?.kind !== "rate") return null;
    const number = `try_cast(${numberText(raw, { decimal, thousands })} as double)`;
    return ["text_in_number", `not coalesce(isfinite(${number}), false)`];
  };
  const rules = columns.flatMap(({ canonical, name, raw }): FaultRule[] => {
    const isLeft = name === null || targets.some((target) => isHandedOn(target, canonical));
    const wrong = isLeft ? null : unreadable(source.layout.columns[canonical], raw);
    if (wrong === null) return [];
    const isThere = `${isGiven(raw)} and trim(${raw}) <> '-'`;
    return [{ when: `${isThere} and ${wrong[1]}`, code: wrong[0], canonical, value: raw }];
  });
  return rules.length === 0 ? [] : [firstFault(rules)];
}

/** Does a vendor's query hand a column on as it is? Then the neutral layout reads its cells, and once is enough. */
function isHandedOn({ sql, columns }: Target, column: string): boolean {
  const final = sql?.slice(sql.lastIndexOf("\nselect")) ?? "";
  return columns.some(({ canonical }) => {
    const alone = column === canonical ? `(?: as ${canonical})?` : ` as ${canonical}`;
    return new RegExp(`^ +${column}${alone},?$`, "m").test(final);
  });
}

/** SQL of the fault of a record of a CSV file that is its header once more. */
function repeatedHeader({ format, columns, relation }: OpenedFile): string[] {
  if (format !== "csv") return [];
  const mapped = columns.filter(({ name }) => name !== null && name !== "");
  const inside = mapped.filter(({ name }) => name !== relation.names[0]);
  const alike = (inside.length === 0 ? mapped : inside).map(
    ({ raw, name }) => `${raw} = ${literal(name ?? "")}`,
  );
  return alike.length === 0 ? [] : [`case when ${alike.join(" and ")} then 'repeated_header\u001f' end`];
}

/** A day as a file of a format would print it: as seconds, when it begins in the company's time zone. */
function printedDay(day: string, { format, timeZone }: { format: string; timeZone: string }): string {
  if (format === "epoch") {
    const begins = `timezone(${literal(timeZone)}, cast(${day} as timestamp))`;
    return `cast(cast(epoch(${begins}) as bigint) as varchar)`;
  }
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
  before.push(...repeatedHeader(file), ...totalsRow(file));
  if (file.condition === null) return { relation: raw, before };
  before.push(...unreadableCells(file.condition));
  before.push(`case when tideline_kept is not true then ${literal(leftOut)} end`);
  return {
    relation: withCondition(raw, file.condition, needed, malformed === null ? [] : [malformed]),
    before,
  };
}
