import type { FaultRule } from "./fault-sql.ts";
import { type FileScan, rawOf } from "./file-scan.ts";
import { money, priceColumn } from "./line-cells.ts";
import { currencyFaults } from "./sql-currency.ts";
import { isNotMoney, isTooLarge } from "./sql-money.ts";
import { isGiven, isModern } from "./sql-values.ts";

/** Everything that can be wrong with a line, in the order it is looked for: the first fault is the row's reason. */
export function lineFaults(scan: FileScan): FaultRule[] {
  return [...idFaults(scan), ...dateFaults(scan), ...moneyFaults(scan), ...wordFaults(scan)];
}

function idFaults(scan: FileScan): FaultRule[] {
  return ["line_id", "customer_id"].flatMap((canonical) => {
    const raw = rawOf(scan, canonical);
    if (raw === null) return [];
    return [{ when: `${canonical}_text is null`, code: "missing_id" as const, canonical, value: raw }];
  });
}

function dateFaults(scan: FileScan): FaultRule[] {
  const unread = ["start_on", "end_on", "signed_on", "notice_on"].flatMap((canonical) => {
    const raw = rawOf(scan, canonical);
    if (raw === null) return [];
    const when = `(${isModern(`${canonical}_read`)} is not true and ${isGiven(raw)})`;
    return [{ when, code: "text_in_date" as const, canonical, value: raw }];
  });
  const end = rawOf(scan, "end_on");
  const rules: FaultRule[] = [
    ...unread,
    { when: "start_on_date is null", code: "missing_start", canonical: "start_on", value: "raw_start_on" },
  ];
  if (end === null) return rules;
  const spread = priceColumn(scan) === "term_value";
  const noticed = spread ? "false" : "coalesce(notice_on_date < start_on_date, false)";
  const before = `(end_date <= start_on_date and not ${noticed})`;
  rules.push({ when: before, code: "end_before_start", canonical: "end_on", value: end });
  return rules;
}

function moneyFaults(scan: FileScan): FaultRule[] {
  const rules: FaultRule[] = [];
  const currency = rawOf(scan, "currency");
  if (currency !== null) rules.push(...currencyFaults("currency_code", "money_factor", currency));
  const price = priceColumn(scan);
  const period = rawOf(scan, "billing_period");
  if ((price === "unit_price" || price === "amount") && period !== null) {
    rules.push({
      when: "period_packed is null",
      code: "unknown_billing_period",
      canonical: "billing_period",
      value: period,
    });
  }
  for (const canonical of ["quantity", "notice_quantity"] as const) {
    const raw = rawOf(scan, canonical);
    if (raw === null) continue;
    const read = `${canonical}_read`;
    rules.push(
      { when: `(${read} is null and ${isGiven(raw)})`, code: "text_in_number", canonical, value: raw },
      { when: `${read} < 0`, code: "negative_quantity", canonical, value: raw },
    );
  }
  const rate = rawOf(scan, "discount_rate");
  if (rate !== null) {
    const read = "discount_rate_read";
    const canonical = "discount_rate";
    rules.push(
      {
        when: `(isfinite(${read}) is not true and ${isGiven(rate)})`,
        code: "text_in_number",
        canonical,
        value: rate,
      },
      { when: `${read} not between 0 and 1`, code: "rate_out_of_range", canonical, value: rate },
    );
  }
  const cells = { price, notice: "notice_amount", list: "list_price" } as const;
  for (const name of ["price", "notice", "list"] as const) {
    const canonical = cells[name];
    const raw = rawOf(scan, canonical);
    if (raw === null) continue;
    const perUnit = price === "unit_price" && name !== "notice" && rawOf(scan, "quantity") !== null;
    const tooLarge = isTooLarge(money.parts(name), perUnit ? money.quantity : undefined);
    rules.push({ when: isNotMoney(name, raw), code: "text_in_number", canonical, value: raw });
    if (name === "price") {
      rules.push({ when: `not ${isGiven(raw)}`, code: "missing_amount", canonical, value: raw });
      if (price === "term_value") {
        rules.push({
          when: "end_date is null",
          code: "missing_end",
          canonical: "end_on",
          value: "raw_end_on",
        });
      }
    }
    rules.push({ when: tooLarge, code: "amount_too_large", canonical, value: raw });
    if (name === "price") {
      const when = "(price_unit is null or price_monthly is null)";
      rules.push({ when, code: "amount_too_large", canonical, value: raw });
    }
  }
  return rules;
}

function wordFaults(scan: FileScan): FaultRule[] {
  const codes = {
    order_type: "unknown_order_type",
    end_means: "unknown_end_means",
    is_recurring: "unknown_boolean",
    is_trial: "unknown_boolean",
  } as const;
  return Object.entries(codes).flatMap(([canonical, code]) => {
    const raw = rawOf(scan, canonical);
    if (raw === null) return [];
    return [{ when: `(${canonical}_read is null and ${isGiven(raw)})`, code, canonical, value: raw }];
  });
}
