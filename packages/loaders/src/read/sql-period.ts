/**
 * A billing period as the factor that turns its amount into a monthly one: numerator and denominator, or null.
 *
 * annual 1/12, quarterly 1/3, n months 1/n, n weeks 52/(12 n), n days 365/(12 n). Packed as one whole number,
 * numerator x 1,000,000 + denominator, so a scan works it out once a row.
 * @example
 * billingPeriod("period"); // SQL that is 1000006 where period is '6 months'
 */
export function billingPeriod(raw: string): string {
  const exact = Object.entries(named).map(([word, factor]) => `when '${word}' then ${factor}`);
  const plain = `replace(replace(lower(trim(${raw})), '-', ' '), '_', ' ')`;
  const words = Object.entries({ ...named, ...rarer }).map(
    ([word, factor]) => `when '${word}' then ${factor}`,
  );
  const counted = String.raw`'^(?:every )?(\d{1,4}) (day|week|month|quarter|year)(?:s|ly)?$'`;
  const count = `try_cast(regexp_extract(${plain}, ${counted}, 1) as bigint)`;
  const unit = `regexp_extract(${plain}, ${counted}, 2)`;
  return `case ${raw} ${exact.join(" ")} else case ${plain} ${words.join(" ")} else
    case when ${count} > 0 then case ${unit}
      when 'day' then 365000000 + 12 * ${count} when 'week' then 52000000 + 12 * ${count}
      when 'month' then 1000000 + ${count} when 'quarter' then 1000000 + 3 * ${count}
      when 'year' then 1000000 + 12 * ${count} end end
  end end`;
}

/** The factor of a contract's value: months from start to end plus left-over days x 12/365. */
export function termPeriod(start: string, end: string): string {
  const months = `datesub('month', ${start}, ${end})`;
  const days = `(${end} - cast(${start} + to_months(cast(${months} as integer)) as date))`;
  return `case when ${end} > ${start} then 365000000 + 365 * ${months} + 12 * ${days} end`;
}

/**
 * The factor of what is billed for a time of service: that of a term, but for one kept to the last days of months.
 * What begins on the 30th of September and ends on the 31st of October is a month of service, and not a month and a day.
 */
export function servicePeriod(start: string, end: string): string {
  const isKept = `${start} = last_day(${start}) and day(${end}) > day(${start}) and ${end} > ${start}`;
  return `case when ${isKept} then 365000000 + 365 * datesub('month', ${start}, ${end}) else ${termPeriod(start, end)} end`;
}

const named: Readonly<Record<string, number>> = {
  monthly: 1_000_001,
  annual: 1_000_012,
  quarterly: 1_000_003,
  yearly: 1_000_012,
  weekly: 52_000_012,
  daily: 365_000_012,
};

const rarer: Readonly<Record<string, number>> = {
  month: 1_000_001,
  quarter: 1_000_003,
  "half yearly": 1_000_006,
  semiannual: 1_000_006,
  "semi annual": 1_000_006,
  semiannually: 1_000_006,
  "semi annually": 1_000_006,
  annually: 1_000_012,
  year: 1_000_012,
  week: 52_000_012,
  day: 365_000_012,
};
