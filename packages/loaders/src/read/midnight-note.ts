import type { DuckDBConnection } from "@duckdb/node-api";
import type { OpenedFile } from "./open-file.ts";
import { rawColumn } from "./resolve-columns.ts";
import { dateValue } from "./sql-values.ts";

const SAMPLE = 20_000;

/**
 * May the moments in a column be days, printed as midnight in UTC? Of its first 20,000 cells at least two have an offset, all
 * of these are midnight in UTC, and to the west of it they become the day before.
 *
 * @param timeZone the company's
 * @returns a note a column of days, with an example; none where the company is not to the west of UTC
 */
export async function midnightNotes(
  connection: DuckDBConnection,
  { file, format, source, columns, relation }: OpenedFile,
  timeZone: string,
): Promise<string[]> {
  if (timeZone === "UTC" || format === "parquet" || source.settings.date_format !== "iso") return [];
  const days = columns.flatMap(({ canonical, name }) => {
    const column = source.layout.columns[canonical];
    const isPlain = column?.kind === "date" && column.isDay === undefined && name !== null;
    return isPlain ? [{ name, raw: rawColumn(relation.names.indexOf(name)) }] : [];
  });
  if (days.length === 0) return [];
  const cells = days.map(({ raw }, at) => {
    const isZoned = `regexp_matches(${raw}, '\\d:\\d\\d(:\\d\\d([.]\\d+)?)?\\s*(Z|UTC|[+-]\\d\\d:?\\d\\d)$')`;
    const isMidnight = `regexp_matches(${raw}, '[T ]00:00(:00([.]0+)?)?\\s*(Z|UTC|[+-]00:?00)$')`;
    const isBefore = `${isMidnight} and ${dateValue(raw, { format: "iso", timeZone })} < try_cast(left(${raw}, 10) as date)`;
    return `case when count_if(${isBefore}) > 1 and count_if(${isBefore}) = count_if(${isZoned})
      then min(${raw}) filter (${isBefore}) end as example_${at}`;
  });
  const indexes = days.map(({ name }) => relation.names.indexOf(name));
  const sample = `select ${days.map(({ raw }) => raw).join(", ")} from ${relation.sql(indexes)} limit ${SAMPLE}`;
  const reader = await connection.runAndReadAll(`select ${cells.join(", ")} from (${sample})`);
  const examples = reader.getRowsJson()[0] ?? [];
  return days.flatMap(({ name }, at) => {
    const example = examples[at];
    if (example === null || example === undefined) return [];
    return [
      `${file}: each moment in ${name} is midnight in UTC, such as ${String(example)}, and so the day before in ${timeZone}: ` +
        'where days are meant, export them as days, or set "timeZone": "UTC" in company.json.',
    ];
  });
}
