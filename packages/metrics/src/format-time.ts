const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * A period key or report_month in words: "2025-12" and "2025-12-01" are "Dec 2025", "2025-Q4" is "Q4 2025", "2025"
 * stays, a span "2025-02 to 2026-01" is "Feb 2025 to Jan 2026"; `short` writes the year with two digits ("Q4 25").
 * Throws on any other text.
 *
 * @example
 * formatPeriod("2025-Q4") // => "Q4 2025"
 */
export function formatPeriod(
  period: string,
  { short = false }: { short?: boolean | undefined } = {},
): string {
  if (period.includes(" to "))
    return period
      .split(" to ")
      .map((end) => formatPeriod(end, { short }))
      .join(" to ");
  const [, year, part] = /^(\d{4})(?:-(Q[1-4]|\d{2})(?:-\d{2})?)?$/.exec(period) ?? [];
  const name = part === undefined || part.startsWith("Q") ? part : MONTHS[Number(part) - 1];
  if (year === undefined || (part !== undefined && name === undefined))
    throw new Error(
      `formatPeriod: not a period, got ${JSON.stringify(period)}; give "2025-12", "2025-12-01", "2025-Q4" or "2025"`,
    );
  if (name === undefined) return year;
  return `${name} ${short ? year.slice(2) : year}`;
}

/**
 * A day in words: "2025-12-31" is "31 Dec 2025". Throws on any other text.
 *
 * @example
 * formatDate("2025-12-31") // => "31 Dec 2025"
 */
export function formatDate(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  const name = MONTHS[Number(month) - 1];
  if (name === undefined || Number(day) < 1 || Number(day) > 31)
    throw new Error(`formatDate: not a day, got ${JSON.stringify(date)}; give "2025-12-31"`);
  return `${Number(day)} ${name} ${year}`;
}
