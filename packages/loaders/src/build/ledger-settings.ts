import { currencyExponent } from "../company/currency.ts";
import type { Company } from "../company/load-company.ts";
import { conversionFactor } from "../models/conversion-factor.ts";
import type { LedgerSettings } from "../models/seed-tables.ts";

/** A JSON number as plain decimals: 1e-7 becomes 0.0000001. */
const decimalText = (rate: number) => (String(rate).includes("e") ? rate.toFixed(20) : String(rate));

/** What the models need to know of a company whose exports have been read up to `asOf`. */
export function ledgerSettings(company: Company, asOf: string): LedgerSettings {
  const { settings, exponent } = company;
  const rates = Object.entries(settings.exchange_rates?.rates ?? {});
  return {
    currency: settings.currency,
    as_of: asOf,
    netting: settings.policies.netting,
    late_renewal_grace_days: settings.policies.late_renewal_grace_days,
    factors: Object.fromEntries(
      rates.map(([code, rate]) => [
        code,
        conversionFactor(decimalText(rate), exponent, currencyExponent(code) ?? 2),
      ]),
    ),
  };
}
