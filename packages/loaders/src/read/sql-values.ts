import { literal } from "./sql-text.ts";

/**
 * A text without the spaces around it; blank is null. Relations hand over no empty texts, and spaces are rare: they
 * are looked for before trimming.
 */
export function cleanText(raw: string): string {
  return `case when ${raw} like ' %' or ${raw} like '% ' then nullif(trim(${raw}), '') else ${raw} end`;
}

/** Is there anything but blanks in a cell? */
export function isGiven(raw: string): string {
  return `(${raw} is not null and trim(${raw}) <> '')`;
}

export interface DateOptions {
  /** "iso", "epoch" (seconds since 1970 in UTC, or milliseconds where they are 300,000,000,000 or more) or a format of strptime. */
  format: string;
  timeZone: string;
  /** The zone of moments printed without an offset; without one they keep their date. */
  momentsIn?: string | undefined;
}

/**
 * A cell as a date, null when it is none.
 *
 * ISO: dates and timestamps; a timestamp with an offset or Z becomes a date in the company's time zone. A reader
 * has to hold the result against `isModern`.
 */
export function dateValue(raw: string, options: DateOptions): string {
  return momentValue(raw, options, "date");
}

/**
 * A cell as a moment in the company's time zone, read as `dateValue` reads days; without an offset it is one in
 * `momentsIn`, else taken as it is.
 */
export function momentValue(
  raw: string,
  { format, timeZone, momentsIn }: DateOptions,
  type: "timestamp" | "date" = "timestamp",
): string {
  const plain = (moment: string) => `try_cast(${moment} as ${type})`;
  const zoned = (moment: string) => plain(`timezone(${literal(timeZone)}, ${moment})`);
  const unmarked = (moment: string) =>
    momentsIn === undefined || momentsIn === timeZone
      ? plain(moment)
      : zoned(`timezone(${literal(momentsIn)}, ${moment})`);
  if (format === "epoch") {
    const count = `try_cast(try_cast(${raw} as decimal(18, 3)) as double)`;
    const moment = `to_timestamp(case when abs(${count}) < 300000000000 then ${count} else ${count} / 1000 end)`;
    return zoned(`case when abs(${count}) < 300000000000000 then ${moment} end`);
  }
  if (format !== "iso") {
    const parsed = `try_strptime(trim(${raw}), ${literal(format)})`;
    if (/%[zZ]/.test(format)) return zoned(parsed);
    return /%[HIM]/.test(format) ? unmarked(parsed) : plain(parsed);
  }
  const offset = String.raw`(\s*(?:Z|z|UTC|[+-]\d\d(?::?\d\d)?))$`;
  const isZoned = `regexp_matches(trim(${raw}), ${literal(String.raw`\d:\d\d(:\d\d(\.\d+)?)?${offset}`)})`;
  const seconds = `regexp_replace(trim(${raw}), ${literal(String.raw`([T ]\d{1,2}:\d\d)${offset}`)}, '\\1:00\\2')`;
  const colon = `regexp_replace(regexp_replace(${seconds}, '\\s+(Z|z|[+-]\\d\\d:?\\d*)$', '\\1'), '([+-]\\d\\d)(\\d\\d)$', '\\1:\\2')`;
  const isDay = `strlen(trim(${raw})) <= 10`;
  const day =
    momentsIn === undefined ? "" : `when ${isDay} then ${plain(`try_cast(trim(${raw}) as timestamp)`)} `;
  // Most moments are written as machines write them; the other ways take several searches a cell.
  const isUsual = (end: string) => `regexp_full_match(substr(${raw}, 11), '[T ][0-9][0-9]:[0-9:.]+${end}')`;
  return `case
    when strlen(${raw}) = 10 then ${plain(`try_cast(${raw} as timestamp)`)}
    when strlen(${raw}) > 18 and ${isUsual("")} then ${unmarked(`try_cast(${raw} as timestamp)`)}
    when strlen(${raw}) > 19 and ${isUsual("Z")} then ${zoned(`try_cast(${raw} as timestamptz)`)}
    when ${isZoned} then ${zoned(`try_cast(${colon} as timestamptz)`)}
    ${day}else ${unmarked(`try_cast(trim(${raw}) as timestamp)`)}
  end`;
}

/**
 * Is a day one that something may have happened on? Years before 1900 are another way of writing dates ("05/06/24" would be
 * a day of the year 5), and 1900-01-01 and 1970-01-01, in any time zone, are where programs begin to count.
 */
export function isModern(date: string): string {
  return `(${date} >= date '1900-01-02' and (${date} < date '1969-12-31' or ${date} >= date '1970-01-02'))`;
}

/** A date that stands for none: 2050-01-01 and every year past 2100. */
export function withoutSentinels(date: string): string {
  return `case when ${date} > date '2100-12-31' or ${date} = date '2050-01-01' then null else ${date} end`;
}

export interface NumberOptions {
  decimal: "." | ",";
  thousands?: string | undefined;
}

/** A cell in which signs that spreadsheets print for the one between thousands are that sign. */
function printedAlike(cell: string, thousands: string | undefined): string {
  if (thousands === " ") return `translate(${cell}, '\u00a0\u202f', '  ')`;
  return thousands === "'" ? `translate(${cell}, '\u2019', '''')` : cell;
}

/**
 * A cell's number with a decimal point and without thousands signs, null when its signs are not the declared ones or stand
 * elsewhere than between thousands. A space between thousands may be one that does not break, wide or narrow, and an apostrophe
 * a curved one.
 */
export function numberText(cell: string, { decimal, thousands }: NumberOptions): string {
  const raw = printedAlike(cell, thousands);
  let text = raw;
  if (thousands !== undefined) {
    const sign = thousands === "." ? "[.]" : thousands;
    const shape = `^\\s*[-+]?(\\d+|\\d{1,3}(${sign}\\d{3})+)([${decimal}]\\d*)?\\s*$`;
    const plain = `replace(${raw}, ${literal(thousands)}, '')`;
    text = `case when not contains(${raw}, ${literal(thousands)}) or regexp_matches(${raw}, ${literal(shape)}) then ${plain} end`;
  }
  if (decimal === ".") return text;
  return `case when not contains(${text}, '.') then replace(${text}, ',', '.') end`;
}

/** A cell as true or false, null when it is neither. */
export function booleanValue(raw: string): string {
  return `try_cast(trim(${raw}) as boolean)`;
}

/** One of a list of words, whatever its case, "-" and spaces for "_"; null when it is none of them. */
export function wordValue(raw: string, words: Readonly<Record<string, string>>): string {
  const branches = Object.entries(words)
    .map(([from, to]) => `when ${literal(from)} then ${literal(to)}`)
    .join(" ");
  const plain = `replace(replace(lower(trim(${raw})), '-', '_'), ' ', '_')`;
  return `case ${raw} ${branches} else case when ${raw} is not null then case ${plain} ${branches} end end end`;
}

/** A text as a label: small letters, "_" for spaces and "-"; blank is null. */
export function labelText(raw: string): string {
  return `nullif(regexp_replace(lower(trim(${raw})), '[ -]+', '_', 'g'), '')`;
}
