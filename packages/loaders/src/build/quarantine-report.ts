import type { DuckDBConnection } from "@duckdb/node-api";
import { unmatchedFaults } from "../read/check-facts.ts";
import type { ReadSummary } from "../read/read-sources.ts";
import { literal } from "../read/sql-text.ts";
import { queryRows } from "./mart-json.ts";

/** What the Quarantine page shows beside the counts of quality.json. */
export interface Quarantine {
  /** Why rows were set aside: file, column and fault, with the rows and the different values they hold. */
  readonly reasons: readonly object[];
  /** The first rows of each of them, as they came. */
  readonly examples: readonly object[];
  /** Customers each file names, known or not, where there is an export of customers to know them by. */
  readonly coverage: ReadSummary["coverage"];
  /** Keys of nobody known, by file, those with the most rows first; `keys` counts all of the file. */
  readonly unmatched: readonly object[];
  readonly months: ReadSummary["months"];
  readonly ids: ReadSummary["ids"];
}

/** Of each fault so many rows are shown, and of each file so many keys; quarantine.csv has them all. */
const mostExamples = 4;
const mostKeys = 20;

/** Why which rows were set aside, with examples of each, and what of the exports looks incomplete. */
export async function quarantineReport(
  connection: DuckDBConnection,
  { coverage, months, ids }: ReadSummary,
): Promise<Quarantine> {
  const unmatched = unmatchedFaults.map(literal).join(", ");
  return {
    reasons: await queryRows(
      connection,
      `select file, code, column_name, reason, cast(sum(row_count) as bigint) as rows,
          count(distinct value) as different_values, min(line) as first_line
        from quarantine group by source_no, file, code, column_name, reason
        order by source_no, rows desc, code, column_name, reason`,
    ),
    examples: await queryRows(
      connection,
      `select file, line, column_name, left(value, 200) as value, code, reason, row_count
        from (
          select *, row_number() over (
              partition by source_no, code, column_name, reason order by line, value) as place
          from quarantine)
        where place <= ${mostExamples} order by source_no, line, column_name, code`,
    ),
    coverage,
    unmatched: await queryRows(
      connection,
      `select file, column_name, key, code, rows, keys
        from (
          select source_no, file, column_name, left(value, 200) as key, code, cast(sum(row_count) as bigint) as rows,
            count(*) over (partition by source_no) as keys,
            row_number() over (partition by source_no order by sum(row_count) desc, value, code) as place
          from quarantine where code in (${unmatched}) and value is not null
          group by source_no, file, column_name, value, code)
        where place <= ${mostKeys} order by source_no, rows desc, key, code`,
    ),
    months,
    ids,
  };
}

/**
 * SQL: every set-aside row for quarantine.csv. A text that a spreadsheet would take for a formula gets an apostrophe
 * before it: exports are not to be trusted with that.
 */
export function quarantineCsv(): string {
  const safe = (column: string) =>
    `case when regexp_matches(${column}, '^[=+\\-@\\t\\r\\n＝＋－＠]') then '''' || ${column} else ${column} end as ${column}`;
  return `select layout, ${safe("file")}, line, ${safe("column_name")}, ${safe("value")}, code, ${safe("reason")},
      ${safe("customer_id")}, ${safe("row_text")}, row_count
    from quarantine order by source_no, line`;
}
