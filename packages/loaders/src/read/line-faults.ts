import type { FaultRule } from "./fault-sql.ts";
import { type FileScan, rawOf } from "./file-scan.ts";
import { money, periodText, priceColumn } from "./line-cells.ts";
import { currencyFaults } from "./sql-currency.ts";
import { isNotMoney, isTooLarge } from "./sql-money.ts";
import { isGiven, isModern } from "./sql-values.ts";

/** Everything that can be wrong with a line, in the order it is looked for: the first fault is the row's reason. */
export function lineFaults(scan: FileScan): FaultRule[] {
  return [
    ...idFaults(scan),
    ...dateFaults(scan),
    ...moneyFaults(scan),
    ...renewalFaults(scan),
    ...wordFaults(scan),
  ];
}

function idFaults(scan: FileScan): FaultRule[] {
  return ["line_id", "customer_id"].flatMap((canonical) => {
    const raw = rawOf(scan, canonical);
    if (raw === null) return [];
    return [{ when: `${canonical}_text is null`, code: "missing_id" as const, canonical, value: raw }];
  });
}

function dateFaults(scan: FileScan): FaultRule[] {
  const unread = [
    "start_on",
    "end_on",
    "signed_on",
    "notice_on",
    "notice_withdrawn_on",
    "paused_on",
    "resumes_on",
  ].flatMap((canonical) => unreadDate(scan, canonical));
  const end = rawOf(scan, "end_on");
  const rules: FaultRule[] = [
    ...unread,
    { when: "start_on_date is null", code: "missing_start", canonical: "start_on", value: "raw_start_on" },
  ];
  rules.push(...withdrawalFaults(scan), ...pauseFaults(scan));
  if (end === null) return rules;
  const spread = priceColumn(scan) === "term_value";
  const noticed = spread ? "false" : "coalesce(notice_on_date < start_on_date, false)";
  const before = `(end_date <= start_on_date and not ${noticed})`;
  rules.push({ when: before, code: "end_before_start", canonical: "end_on", value: end });
  return rules;
}

/** A date that is given and cannot be read. */
export function unreadDate(scan: FileScan, canonical: string): FaultRule[] {
  const raw = rawOf(scan, canonical);
  if (raw === null) return [];
  const when = `(${isModern(`${canonical}_read`)} is not true and ${isGiven(raw)})`;
  return [{ when, code: "text_in_date", canonical, value: raw }];
}

function withdrawalFaults(scan: FileScan): FaultRule[] {
  const canonical = "notice_withdrawn_on";
  const value = rawOf(scan, canonical);
  if (value === null) return [];
  const withdrawn = `${canonical}_date`;
  return [
    {
      when: `(${withdrawn} is not null and notice_on_date is null)`,
      code: "withdrawn_without_notice",
      canonical,
      value,
    },
    { when: `${withdrawn} <= notice_on_date`, code: "withdrawn_before_notice", canonical, value },
  ];
}

function pauseFaults(scan: FileScan): FaultRule[] {
  const canonical = "resumes_on";
  const value = rawOf(scan, canonical);
  if (value === null) return [];
  return [
    {
      when: "(resumes_on_date is not null and paused_on_date is null)",
      code: "resumption_without_pause",
      canonical,
      value,
    },
    { when: "resumes_on_date <= paused_on_date", code: "resumption_before_pause", canonical, value },
  ];
}

/** An automatic renewal lasts whole months: as said, or as the printed term. */
function renewalFaults(scan: FileScan): FaultRule[] {
  const rules: FaultRule[] = [];
  const months = rawOf(scan, "renewal_months");
  if (months !== null) {
    const canonical = "renewal_months";
    const read = "renewal_months_read";
    const isWhole = `(${read} between 1 and 1200 and ${read} = floor(${read}))`;
    rules.push(
      { when: `(${read} is null and ${isGiven(months)})`, code: "text_in_number", canonical, value: months },
      { when: `not ${isWhole}`, code: "renewal_months_out_of_range", canonical, value: months },
    );
  }
  if (rawOf(scan, "auto_renews") !== null) {
    const unsaid = months === null ? "true" : "renewal_months_read is null";
    const isShort = "(end_date > start_on_date and datesub('month', start_on_date, end_date) < 1)";
    const when = `(auto_renews_read and ${unsaid} and ${isShort})`;
    rules.push({
      when,
      code: "missing_renewal_months",
      canonical: "renewal_months",
      value: "cast(null as varchar)",
    });
  }
  return rules;
}

function moneyFaults(scan: FileScan): FaultRule[] {
  const rules: FaultRule[] = [];
  const currency = rawOf(scan, "currency");
  if (currency !== null) rules.push(...currencyFaults("currency_code", "money_factor", currency));
  const price = priceColumn(scan);
  const period = periodText(scan);
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
    if (name === "notice") {
      const when = "(notice_on_date is not null and abs(notice_monthly) > abs(price_monthly))";
      rules.push({ when, code: "remainder_above_amount", canonical, value: raw });
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
    auto_renews: "unknown_boolean",
  } as const;
  return Object.entries(codes).flatMap(([canonical, code]) => {
    const raw = rawOf(scan, canonical);
    if (raw === null) return [];
    return [{ when: `(${canonical}_read is null and ${isGiven(raw)})`, code, canonical, value: raw }];
  });
}
