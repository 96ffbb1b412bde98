import type { FaultRule } from "./fault-sql.ts";
import { type FileScan, rawOf } from "./file-scan.ts";
import type { ColumnKind, LayoutColumn } from "./layout.ts";
import { numbersOf } from "./line-cells.ts";
import {
  amountCell,
  currencyCell,
  dateCell,
  idCell,
  missing,
  type PlainCell,
  rawText,
  textCell,
} from "./plain-cells.ts";
import { wholeMinor } from "./sql-money.ts";
import { cleanText, isGiven, isModern, labelText, momentValue, numberText, wordValue } from "./sql-values.ts";

/** A cell of a fact: what it needs, and the column of the read table it becomes, as SQL over the last layer. */
export interface FactCell extends PlainCell {
  canonical: string;
  column: string;
  value: string;
}

/** Reads one canonical column of a fact by its kind; one that is not mapped is null in every row. */
export function factCell(
  scan: FileScan,
  canonical: string,
  column: LayoutColumn & { isKey?: boolean },
): FactCell {
  const isRequired = column.required === true || column.isKey === true;
  const read = readCell(scan, { canonical, column, isRequired });
  const type = nullTypes[column.kind];
  if (rawOf(scan, canonical) !== null || isRequired || type === undefined) return { canonical, ...read };
  const none = `cast(null as ${type})`;
  if (column.isWhole) return { canonical, ...read, layers: [], faults: [], value: none };
  return { canonical, ...read, layers: [{ [read.value]: none }], faults: [] };
}

/** Types of columns that cost nothing where they are not mapped. */
const nullTypes: Partial<Record<ColumnKind, string>> = {
  id: "varchar",
  text: "varchar",
  person: "varchar",
  label: "varchar",
  word: "varchar",
  date: "date",
  moment: "timestamp",
  number: "decimal(18, 6)",
};

function readCell(
  scan: FileScan,
  { canonical, column, isRequired }: { canonical: string; column: LayoutColumn; isRequired: boolean },
): Omit<FactCell, "canonical"> {
  const raw = rawText(scan, canonical);
  const name = `${canonical}_text`;
  const text = (first: string): Omit<FactCell, "canonical"> => ({
    layers: [{ [`${name}_line`]: first }, { [name]: cleanText(`${name}_line`) }],
    faults: isRequired ? [missing(scan, canonical, name, "missing_value")] : [],
    column: canonical,
    value: name,
  });
  switch (column.kind) {
    case "id": {
      const cell = isRequired ? idCell(scan, canonical) : textCell(scan, canonical);
      return { ...cell, column: canonical, value: name };
    }
    case "person": {
      const cell = text(`case when contains(${raw}, '@') then lower(${raw}) else ${raw} end`);
      return isRequired ? { ...cell, faults: [missing(scan, canonical, name, "missing_id")] } : cell;
    }
    case "label":
      return text(labelText(raw));
    case "date": {
      const cell = dateCell(scan, canonical, { isRequired });
      return { ...cell, column: canonical, value: `${canonical}_date` };
    }
    case "moment":
      return momentCell(scan, canonical, isRequired);
    case "word":
      return wordCell(scan, canonical, column);
    case "number":
      return numberCell(scan, canonical, column);
    case "money": {
      const cell = amountCell(scan, { canonical, name: canonical, isRequired });
      const parts = { name: canonical, factor: "money_factor", numerator: "period_numerator" };
      const value = wholeMinor({ ...parts, denominator: "period_denominator" }, { months: 1 });
      return { ...cell, column: `${canonical}_minor`, value };
    }
    case "currency":
      return { ...currencyCell(scan), column: canonical, value: "currency_code" };
    default:
      return text(oneLine(raw));
  }
}

/** A text on one line: what stands on several is told apart by spaces, however the file ends its lines. */
function oneLine(raw: string): string {
  return `case when contains(${raw}, chr(10)) then regexp_replace(${raw}, '\\s+', ' ', 'g') else ${raw} end`;
}

function momentCell(scan: FileScan, canonical: string, isRequired: boolean): Omit<FactCell, "canonical"> {
  const raw = rawText(scan, canonical);
  const column = `${canonical}_moment`;
  const { date_format: format } = scan.source.settings;
  const value = momentValue(raw, { format, timeZone: scan.company.settings.timeZone });
  const unread = `(${isModern(column)} is not true and ${isGiven(raw)})`;
  const faults: FaultRule[] = [{ when: unread, code: "text_in_date", canonical, value: raw }];
  if (isRequired) faults.push(missing(scan, canonical, column, "missing_value"));
  return { layers: [{ [column]: value }], faults, column: canonical, value: column };
}

function wordCell(
  scan: FileScan,
  canonical: string,
  { words = {}, required }: LayoutColumn,
): Omit<FactCell, "canonical"> {
  const raw = rawText(scan, canonical);
  const column = `${canonical}_word`;
  const unknown = `(${column} is null and ${isGiven(raw)})`;
  const faults: FaultRule[] = [{ when: unknown, code: "unknown_word", canonical, value: raw }];
  if (required) faults.push(missing(scan, canonical, column, "missing_value"));
  return { layers: [{ [column]: wordValue(raw, words) }], faults, column: canonical, value: column };
}

function numberCell(scan: FileScan, canonical: string, column: LayoutColumn): Omit<FactCell, "canonical"> {
  const raw = rawText(scan, canonical);
  const name = `${canonical}_number`;
  // Whole numbers are exact as doubles, and decimals take much longer to read.
  const type = column.isWhole ? "double" : "decimal(18, 6)";
  const exact = `try_cast(${numberText(raw, numbersOf(scan))} as ${type})`;
  const faults: FaultRule[] = [
    { when: `(${name} is null and ${isGiven(raw)})`, code: "text_in_number", canonical, value: raw },
  ];
  if (column.required) faults.push(missing(scan, canonical, name, "missing_value"));
  const outside: string[] = [];
  if (column.isWhole) outside.push(`isfinite(${name}) is not true or ${name} <> trunc(${name})`);
  if (column.range) outside.push(`${name} not between ${column.range[0]} and ${column.range[1]}`);
  if (outside.length > 0) {
    const when = `(${name} is not null and (${outside.join(" or ")}))`;
    faults.push({ when, code: "number_out_of_range", canonical, value: raw });
  }
  const value = column.isWhole ? `try_cast(${name} as bigint)` : name;
  return { layers: [{ [name]: exact }], faults, column: canonical, value };
}
