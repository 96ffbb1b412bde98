import {
  type Currency,
  formatMoney,
  formatMoneyCompact,
  formatNumber,
  formatPercent,
  formatPoints,
  NOT_AVAILABLE,
} from "@tideline/metrics";
import { h } from "./dom.ts";
import { type MoneyScale, moneyCell } from "./format.ts";

/** How a number is read. */
export type Unit = "money" | "rate" | "points" | "ratio" | "count";

/** A number with everything needed to trace it. */
export interface Measured {
  /** Raw: minor units, a rate 0..1, a count; null when it does not exist. */
  value: number | null;
  unit: Unit;
  /** The mart it comes from and which of its columns, month and label: "closing_minor 2025-12 industry=Media". */
  mart: string;
  key: string;
  /** How it was computed: "12-month cohort". */
  method: string;
  /** How it is written, where its unit's own way would mislead: "under 0.1 %". */
  text?: string;
  /** Why it does not exist, when it does not. */
  reason?: string | undefined;
  /** Basis and as-of where they are not those of the view: who pays is always live. */
  basis?: string | undefined;
}

/** How to write it. */
export interface NumberStyle {
  money: Currency;
  /** "live MRR, all customers, as of 31 Dec 2025". */
  basis: string;
  isSigned?: boolean;
  /** A table's unit; without it money is short ("$3.41M"). */
  scale?: MoneyScale;
  /** Colours by business impact: gain, loss or none. */
  tone?: "gain" | "loss" | null;
  /** Rates in tables stand without the sign of per cent. */
  isBare?: boolean;
  isStrong?: boolean;
}

function isKnown(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

/** The words of a number, without its element. */
export function numberText({ value, unit, text }: Measured, style: NumberStyle): string {
  const signed = style.isSigned ?? false;
  if (!isKnown(value)) return NOT_AVAILABLE;
  if (text !== undefined) return text;
  if (unit === "money") {
    return style.scale
      ? moneyCell(value, style.scale, signed)
      : formatMoneyCompact(value, style.money, { signed });
  }
  if (unit === "rate") {
    return style.isBare ? formatNumber(100 * value, { digits: 1, signed }) : formatPercent(value, { signed });
  }
  if (unit === "points") {
    return style.isSigned === false ? `${formatNumber(100 * value, { digits: 1 })} pt` : formatPoints(value);
  }
  return formatNumber(value, { digits: unit === "ratio" ? 1 : 0, signed });
}

function exactText({ value, unit }: Measured, money: Currency): string {
  if (unit === "money") return formatMoney(value, money);
  if (unit === "rate") return formatPercent(value, { digits: 3 });
  if (unit === "points") return formatPoints(value, { digits: 3 });
  return formatNumber(value, { digits: unit === "ratio" ? 4 : 0 });
}

/**
 * The one component that writes a number: its text, and as attributes the mart, the key, the raw value and what the
 * tooltip says (exact value, method, basis and as-of, origin; for "n/a" the reason).
 */
export function number(measured: Measured, style: NumberStyle): HTMLElement {
  const { value, mart, key, method, reason } = measured;
  const why = reason ?? "the figure does not exist here";
  const exact = isKnown(value) ? exactText(measured, style.money) : `${NOT_AVAILABLE}: ${why}`;
  const element = h(
    style.isStrong ? "strong.num" : "span.num",
    {
      "data-mart": mart,
      "data-key": key,
      "data-value": isKnown(value) ? String(value) : "",
      "data-tip": [exact, method, measured.basis ?? style.basis, `${mart} · ${key}`]
        .filter(Boolean)
        .join("\n"),
    },
    numberText(measured, style),
  );
  if (!isKnown(value)) {
    element.classList.add("missing");
    element.append(h("span.unseen", null, ` (${why})`));
  } else if (style.tone) element.classList.add(style.tone);
  return element;
}
