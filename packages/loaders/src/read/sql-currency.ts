import { allCurrencies, currencyExponent } from "../company/currency.ts";
import type { Company } from "../company/load-company.ts";
import type { FaultRule } from "./fault-sql.ts";
import { literal } from "./sql-text.ts";

/**
 * Billing currencies a line may have: the company's own and those with a rate; with rates by month every one, because
 * a month without its rate stops the read later, by name.
 */
export function convertible(company: Company): string[] {
  const { currency, exchange_rates } = company.settings;
  if (exchange_rates?.policy === "month_end") return [...new Set([currency, ...allCurrencies()])];
  return [...new Set([currency, ...Object.keys(exchange_rates?.rates ?? {})])];
}

/** A cell as a currency code in capitals; blank is null. */
export function currencyText(raw: string, company: Company): string {
  const { currency, exchange_rates } = company.settings;
  const usual = [...new Set([currency, ...Object.keys(exchange_rates?.rates ?? {})])];
  const branches = usual.map((code) => `when ${literal(code)} then ${literal(code)}`);
  return `case ${raw} ${branches.join(" ")} else nullif(upper(trim(${raw})), '') end`;
}

/** Minor units one printed unit has, as a double: 100 for dollars in major units, 1 for yen and for minor units. */
export function currencyFactor(currency: string, company: Company, units: "major" | "minor"): string {
  const codes = convertible(company);
  const factorOf = (code: string) => (units === "minor" ? 1 : 10 ** (currencyExponent(code) ?? 0));
  const usual = codes.length > 20 ? codes.slice(0, 1) : codes;
  const branches = usual.map((code) => `when ${literal(code)} then ${factorOf(code)}`);
  const exact = `case ${currency} ${branches.join(" ")}`;
  if (codes.length <= 20) return `cast(${exact} end as double)`;
  const groups = [...new Set(codes.map(factorOf))].map((factor) => {
    const list = ` ${codes.filter((code) => factorOf(code) === factor).join(" ")} `;
    const isIn = `length(${currency}) = 3 and contains(${literal(list)}, ' ' || ${currency} || ' ')`;
    return `when ${isIn} then ${factor}`;
  });
  return `cast(${exact} else case ${groups.join(" ")} end end as double)`;
}

/**
 * A currency ISO 4217 does not list, or one without an exchange rate.
 *
 * @param factor the column `currencyFactor` was read into: null for both
 */
export function currencyFaults(currency: string, factor: string, raw: string): FaultRule[] {
  const known = literal(` ${allCurrencies().join(" ")} `);
  const isKnown = `(length(${currency}) = 3 and contains(${known}, ' ' || ${currency} || ' '))`;
  const unknown = `(${factor} is null and ${isKnown} is not true)`;
  return [
    { when: unknown, code: "unknown_currency", canonical: "currency", value: raw },
    { when: `${factor} is null`, code: "no_exchange_rate", canonical: "currency", value: raw },
  ];
}
