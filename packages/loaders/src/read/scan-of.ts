import type { Company } from "../company/load-company.ts";
import { leftOut } from "./fault-sql.ts";
import type { FileScan } from "./file-scan.ts";
import { neededColumns, type OpenedFile } from "./open-file.ts";
import { identifier, literal } from "./sql-text.ts";
import { dateValue } from "./sql-values.ts";
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
 * cell as a day in the company's time zone, null where it is none.
 */
export function layoutMacros(company: Company, file: OpenedFile): string[] {
  const { date_format: format, moments_in: momentsIn } = file.source.settings;
  const { timeZone } = company.settings;
  return [
    `create or replace temp macro set_aside(code, source_column, cell) as
      code || chr(31) || source_column || case when cell is null then '' else chr(31) || cast(cell as varchar) end`,
    `create or replace temp macro left_out() as ${literal(leftOut)}`,
    `create or replace temp macro day_of(cell) as ${dateValue("cell", { format, timeZone, momentsIn })}`,
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
  const options = Object.entries(layout.vendor?.options ?? {}).map(([name, { words, isAsked }]) => {
    const word = settings.options?.[name] ?? (isAsked ? null : words[0]);
    return `cast(${word == null ? "null" : literal(word)} as varchar) as ${identifier(name)}`;
  });
  const fault = before.length === 0 ? "cast(null as varchar)" : `coalesce(${before.join(", ")})`;
  return `select row_number() over () - 1 as record_no, ${fault} as fault, ${[...cells, ...options].join(", ")}
    from ${relation}`;
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
