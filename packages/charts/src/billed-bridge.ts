import { formatMoney, formatMoneyCompact } from "@tideline/metrics";
import { bridgeFigure } from "./bridge-figure.ts";
import type { BridgeStep } from "./bridge-steps.ts";
import type { ChartOptions, MoneyOptions } from "./chart-options.ts";
import { missing } from "./missing.ts";
import { finite } from "./rows.ts";
import { contentId } from "./svg.ts";

/** What lies between live MRR and what was billed for the same month's end, minor units: what is missing is negative. */
export type BilledBridgeRow = {
  report_month: string;
  mrr_minor: number | null;
  missing_invoice_minor: number | null;
  missing_contract_minor: number | null;
  timing_minor: number | null;
  proration_minor: number | null;
  credit_minor: number | null;
  amount_minor: number | null;
  rounding_minor: number | null;
  billed_minor: number | null;
};

const parts: readonly {
  key: keyof BilledBridgeRow & `${string}_minor`;
  name: string;
  lines: readonly string[];
}[] = [
  { key: "missing_invoice_minor", name: "Missing invoices", lines: ["Missing", "invoices"] },
  { key: "missing_contract_minor", name: "Missing contracts", lines: ["Missing", "contracts"] },
  { key: "timing_minor", name: "Timing", lines: ["Timing"] },
  { key: "proration_minor", name: "Proration", lines: ["Proration"] },
  { key: "credit_minor", name: "Credits", lines: ["Credits"] },
  { key: "amount_minor", name: "Other amounts", lines: ["Other", "amounts"] },
  { key: "rounding_minor", name: "Rounding", lines: ["Rounding"] },
];

/**
 * Why is what was billed not the MRR? One bar a cause between the two totals, in one grey: a difference is neither good
 * nor bad before somebody has asked. Causes of 0 are left out. A row: one month, minor units a month. No row, or totals
 * that are not known, give a sentence. Causes that do not lead to what was billed get a bar "not explained".
 * @example
 * billedBridge({ report_month: "2025-12-01", mrr_minor: 10000, missing_invoice_minor: -300, missing_contract_minor: 0, timing_minor: 100, proration_minor: 0, credit_minor: 0, amount_minor: 0, rounding_minor: 0, billed_minor: 9800 }, { currency: "USD", exponent: 2 }).getAttribute("aria-label") // => "From live MRR $100 to billed $98, −$2.00."
 */
export function billedBridge(
  row: BilledBridgeRow | null,
  options: ChartOptions & MoneyOptions,
): SVGSVGElement | HTMLElement {
  const { width = 640, height, document = globalThis.document, id } = options;
  if (!row || row.mrr_minor === null || row.billed_minor === null)
    return missing("No bridge from MRR to billed amounts: the month is not compared.", document);
  const short = (minor: number) => formatMoneyCompact(minor, options);
  const step = (kind: string, name: string, lines: readonly string[], value: number): BridgeStep => {
    const isTotal = kind === "mrr" || kind === "billed";
    return {
      name,
      lines,
      value,
      isTotal,
      tone: isTotal ? "total" : kind === "unexplained" ? "neutral" : "plain",
      text: isTotal ? short(value) : formatMoneyCompact(value, options, { signed: true, symbol: false }),
      description: `${name}: ${formatMoney(value, options, { signed: !isTotal })}`,
      data: { kind, value },
    };
  };
  const [mrr, billed] = [finite(row.mrr_minor), finite(row.billed_minor)];
  const steps = parts.flatMap(({ key, name, lines }) => {
    const value = finite(row[key]);
    return value === 0 ? [] : [step(key.replace(/_minor$/, ""), name, lines, value)];
  });
  const gap = billed - mrr - steps.reduce((sum, { value }) => sum + value, 0);
  if (gap !== 0) steps.push(step("unexplained", "Not explained", ["Not ex-", "plained"], gap));
  const all = [
    step("mrr", "Live MRR", ["Live MRR"], mrr),
    ...steps,
    step("billed", "Billed", ["Billed"], billed),
  ];
  const change = formatMoney(billed - mrr, options, { signed: true });
  return bridgeFigure(all, {
    document,
    width,
    height,
    id: id ?? contentId("billed", JSON.stringify(row)),
    label: `From live MRR ${short(mrr)} to billed ${short(billed)}, ${change}.`,
    description: all.map(({ description }) => description).join("; "),
    notes: steps.length === 0 ? ["nothing lies between the two"] : [],
    level: short,
  });
}
