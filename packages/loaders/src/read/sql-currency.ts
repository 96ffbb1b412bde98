import { allCurrencies, currencyExponent } from "../company/currency.ts";
import type { Company } from "../company/load-company.ts";
import type { FaultRule } from "./fault-sql.ts";
import { literal } from "./sql-text.ts";

/** Billing currencies the company file can convert: its own and those with a rate. */
export function convertible(company: Company): string[] {
  const { currency, exchange_rates } = company.settings;
  return [...new Set([currency, ...Object.keys(exchange_rates?.rates ?? {})])];
}

/** A cell as a currency code in capitals; blank is null. */
export function currencyText(raw: string, company: Company): string {
  const usual = convertible(company).map((code) => `when ${literal(code)} then ${literal(code)}`);
  return `case ${raw} ${usual.join(" ")} else nullif(upper(trim(${raw})), '') end`;
}

/** Minor units one printed unit has, as a double: 100 for dollars in major units, 1 for yen and for minor units. */
export function currencyFactor(currency: string, company: Company, units: "major" | "minor"): string {
  const branches = convertible(company).map((code) => {
    const factor = units === "minor" ? 1 : 10 ** (currencyExponent(code) ?? 0);
    return `when ${literal(code)} then ${factor}`;
  });
  return `cast(case ${currency} ${branches.join(" ")} end as double)`;
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
