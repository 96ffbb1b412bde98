import { formatMoney, formatMoneyCompact } from "@tideline/metrics";
import { bridgeFigure } from "./bridge-figure.ts";
import type { BridgeStep } from "./bridge-steps.ts";
import type { ChartOptions, MoneyOptions } from "./chart-options.ts";
import { missing } from "./missing.ts";
import { finite } from "./rows.ts";
import { contentId } from "./svg.ts";

/** What lies between live and committed at a month's end, minor units: what is noticed is negative. */
export type BasisBridgeRow = {
  report_month: string;
  live_minor: number | null;
  signed_not_started_minor: number | null;
  signed_changes_minor: number | null;
  noticed_minor: number | null;
  paused_minor: number | null;
  committed_minor: number | null;
};

/** One part of what lies between the two. */
export type BasisPart = "signed_not_started" | "signed_changes" | "noticed" | "paused";

const parts: readonly { key: BasisPart; name: string; lines: readonly string[] }[] = [
  { key: "signed_not_started", name: "Signed, not started", lines: ["Signed,", "not started"] },
  { key: "signed_changes", name: "Signed changes not yet in force", lines: ["Signed", "changes"] },
  { key: "noticed", name: "Noticed", lines: ["Noticed"] },
  { key: "paused", name: "Paused, to resume", lines: ["Paused,", "to resume"] },
];

/**
 * How far is what is signed from what is in force? One bar a reason between the live and the committed total; reasons of
 * 0 are left out. A row: one month's end, signed minor units. No row, or totals that are not known, give a sentence.
 * Parts that do not lead to the committed total get a bar "not explained", so the gap shows.
 * @example
 * basisBridge({ report_month: "2025-12-01", live_minor: 10000, signed_not_started_minor: 500, signed_changes_minor: 0, noticed_minor: -200, paused_minor: 0, committed_minor: 10300 }, { currency: "USD", exponent: 2 }).getAttribute("aria-label") // => "From live MRR $100 to CMRR $103, +$3.00."
 */
export function basisBridge(
  row: BasisBridgeRow | null,
  options: ChartOptions & MoneyOptions,
): SVGSVGElement | HTMLElement {
  const { width = 640, height, document = globalThis.document, id } = options;
  if (!row || row.live_minor === null || row.committed_minor === null)
    return missing("No bridge from live to committed: the month is not reported.", document);
  const short = (minor: number) => formatMoneyCompact(minor, options);
  const total = (kind: "live" | "committed", lines: readonly string[], value: number): BridgeStep => ({
    name: lines.join(" "),
    lines,
    value,
    isTotal: true,
    tone: "total",
    text: short(value),
    description: `${lines.join(" ")}: ${formatMoney(value, options)}`,
    data: { kind, value },
  });
  const part = (kind: string, name: string, lines: readonly string[], value: number): BridgeStep => ({
    name,
    lines,
    value,
    isTotal: false,
    tone: kind === "unexplained" ? "neutral" : value > 0 ? "gain" : "loss",
    text: formatMoneyCompact(value, options, { signed: true, symbol: false }),
    description: `${name}: ${formatMoney(value, options, { signed: true })}`,
    data: { kind, value },
  });
  const [live, committed] = [finite(row.live_minor), finite(row.committed_minor)];
  const steps = parts.flatMap(({ key, name, lines }) => {
    const value = finite(row[`${key}_minor`]);
    return value === 0 ? [] : [part(key, name, lines, value)];
  });
  const gap = committed - live - steps.reduce((sum, { value }) => sum + value, 0);
  if (gap !== 0) steps.push(part("unexplained", "Not explained", ["Not ex-", "plained"], gap));
  const all = [total("live", ["Live MRR"], live), ...steps, total("committed", ["CMRR"], committed)];
  const change = formatMoney(committed - live, options, { signed: true });
  return bridgeFigure(all, {
    document,
    width,
    height,
    id: id ?? contentId("basis", JSON.stringify(row)),
    label: `From live MRR ${short(live)} to CMRR ${short(committed)}, ${change}.`,
    description: all.map(({ description }) => description).join("; "),
    notes: steps.length === 0 ? ["nothing lies between the two"] : [],
    level: short,
  });
}
