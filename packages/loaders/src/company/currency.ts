import currencyCodes from "currency-codes";

/**
 * Minor units of a currency: how many decimals does ISO 4217 print for it?
 *
 * @param code an ISO 4217 code in capitals, for example "USD"
 * @returns the number of decimals (USD 2, JPY 0, BHD 3), or null when ISO 4217 knows no such code
 * @example
 * currencyExponent("JPY"); // 0
 */
export function currencyExponent(code: string): number | null {
  if (!/^[A-Z]{3}$/.test(code)) return null;
  return currencyCodes.code(code)?.digits ?? null;
}

/** Every code ISO 4217 lists, in alphabetical order. */
export function allCurrencies(): string[] {
  return [...currencyCodes.codes()].sort();
}
