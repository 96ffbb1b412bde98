import { healthProblems } from "../health/health-problems.ts";
import type { CompanySettings } from "./company-settings.ts";
import { currencyExponent } from "./currency.ts";

/** What is wrong with a key, given the others: its path, what is wrong and the way out, and what stands there. */
export interface Problem {
  path: (string | number)[];
  message: string;
  got: unknown;
}

/** What keys of company.json say against each other. */
export function companyProblems(company: CompanySettings): Problem[] {
  const isMonthly = company.exchange_rates?.policy === "month_end";
  const rates = isMonthly ? monthEndProblems(company) : constantProblems(company);
  return [...rates, ...historyProblems(company), ...healthProblems(company.health)];
}

function monthEndProblems({ exchange_rates: exchange, sources }: CompanySettings): Problem[] {
  const problems: Problem[] = [];
  for (const key of ["as_of", "rates"] as const) {
    if (exchange?.[key] === undefined) continue;
    const message = `"month_end" takes its rates from the layout exchange_rates; remove ${key}`;
    problems.push({ path: ["exchange_rates", key], message, got: exchange[key] });
  }
  if (!sources.some(({ layout }) => layout === "exchange_rates")) {
    const message = '"month_end" needs a source of the layout exchange_rates; add one, or write "constant"';
    problems.push({ path: ["exchange_rates", "policy"], message, got: exchange?.policy });
  }
  return problems;
}

function constantProblems({ currency, exchange_rates: exchange, sources }: CompanySettings): Problem[] {
  const problems: Problem[] = [];
  for (const key of ["as_of", "rates"] as const) {
    if (exchange === undefined || exchange[key] !== undefined) continue;
    const message = `"constant" needs ${key}; add the key`;
    problems.push({ path: ["exchange_rates", key], message, got: undefined });
  }
  const convertible = [currency, ...Object.keys(exchange?.rates ?? {})];
  for (const [position, source] of sources.entries()) {
    if (source.layout === "exchange_rates") {
      const path = ["sources", position, "layout"];
      const message = 'rates of an export count only under the policy "month_end"; set exchange_rates.policy';
      problems.push({ path, message, got: source.layout });
    }
    if (source.currency === undefined || currencyExponent(source.currency) === null) continue;
    if (convertible.includes(source.currency)) continue;
    const path = ["sources", position, "currency"];
    const message = "no exchange rate for this currency; add it under exchange_rates.rates";
    problems.push({ path, message, got: source.currency });
  }
  for (const [code, rate] of Object.entries(exchange?.rates ?? {})) {
    const path = ["exchange_rates", "rates", code];
    if (currencyExponent(code) === null) {
      const message = 'expected an ISO 4217 code in capitals, such as "EUR"; correct the code';
      problems.push({ path, message, got: code });
    } else if (code === currency && rate !== 1) {
      const message = "expected 1 for the company's own currency; leave it out";
      problems.push({ path, message, got: rate });
    }
  }
  return problems;
}

/** What is wrong with history_from, roll_up and usage, given the rest. */
function historyProblems(company: CompanySettings): Problem[] {
  const {
    as_of,
    history_from,
    roll_up,
    policies: { usage },
    sources,
  } = company;
  const problems: Problem[] = [];
  if (history_from !== undefined && as_of !== undefined && history_from > as_of) {
    const message = `the history begins after as_of (${as_of}); correct one of the two`;
    problems.push({ path: ["history_from"], message, got: history_from });
  }
  if (
    roll_up === "parent" &&
    !sources.some(({ columns }) => columns === undefined || "parent_id" in columns)
  ) {
    const message = "no source of the layout customers maps parent_id; map it, or leave the key out";
    problems.push({ path: ["roll_up"], message, got: roll_up });
  }
  if (usage !== "beside") {
    const message =
      'usage inside live MRR is not supported yet; write "beside": usage billed stands beside MRR';
    problems.push({ path: ["policies", "usage"], message, got: usage });
  }
  return problems;
}
