import { currencyExponent } from "../company/currency.ts";
import type { Company } from "../company/load-company.ts";
import { resolveHealth } from "../health/resolve-health.ts";
import { conversionFactor } from "../models/conversion-factor.ts";
import type { LedgerSettings } from "../models/seed-tables.ts";

/** A rate of the rates export: major units of the reporting currency for one of `currency`, on a month's last day. */
export interface MonthRate {
  readonly currency: string;
  /** YYYY-MM */
  readonly month: string;
  /** Decimal text. */
  readonly rate: string;
}

/** A JSON number as plain decimals: 1e-7 becomes 0.0000001. */
const decimalText = (rate: number) => (String(rate).includes("e") ? rate.toFixed(20) : String(rate));

/**
 * What the models need to know of a company whose exports have been read up to `asOf`.
 *
 * @param monthRates the rates of the rates export, in order of month; none under the policy `constant`
 */
export function ledgerSettings(
  company: Company,
  asOf: string,
  monthRates: readonly MonthRate[] = [],
): LedgerSettings {
  const { settings, exponent } = company;
  const factor = (code: string, rate: string) =>
    conversionFactor(rate, exponent, currencyExponent(code) ?? 2);
  const constant = Object.entries(settings.exchange_rates?.rates ?? {});
  return {
    currency: settings.currency,
    as_of: asOf,
    netting: settings.policies.netting,
    late_renewal_grace_days: settings.policies.late_renewal_grace_days,
    ...(settings.history_from === undefined ? {} : { history_from: settings.history_from }),
    factors: Object.fromEntries([
      ...constant.map(([code, rate]) => [code, factor(code, decimalText(rate))]),
      ...monthRates.map(({ currency, rate }) => [currency, factor(currency, rate)]),
    ]),
    month_factors: monthRates.map(({ currency, month, rate }) => ({
      currency,
      month,
      factor: factor(currency, rate),
    })),
    reasons: settings.reasons ?? {},
    health: {
      configurations: resolveHealth(settings.health),
      overrides: settings.health?.overrides ?? [],
    },
  };
}
