import { h } from "./dom.ts";
import * as format from "./format.ts";

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
  /** Why it does not exist, when it does not. */
  reason?: string | undefined;
}

/** How to write it. */
export interface NumberStyle {
  money: format.Money;
  /** "live, as of 31 Dec 2025". */
  basis: string;
  isSigned?: boolean;
  /** A table's unit; without it money is short ("$3.41M"). */
  scale?: format.MoneyScale;
  /** Colours by business impact: gain, loss or none. */
  tone?: "gain" | "loss" | null;
  /** Rates in tables stand without the sign of per cent. */
  isBare?: boolean;
  isStrong?: boolean;
}

/** The words of a number, without its element. */
export function numberText(measured: Measured, style: NumberStyle): string {
  const { value, unit } = measured;
  const isSigned = style.isSigned ?? false;
  if (value === null || !Number.isFinite(value)) return format.missing;
  if (unit === "money") {
    return style.scale
      ? format.moneyCell(value, style.scale, isSigned)
      : format.moneyShort(value, style.money, isSigned);
  }
  if (unit === "rate") {
    const text = format.percent(value, isSigned);
    return style.isBare ? text.slice(0, -2) : text;
  }
  if (unit === "points") return format.points(value, style.isSigned ?? true);
  return unit === "ratio" ? format.ratio(value, isSigned) : format.count(value, isSigned);
}

function exactText({ value, unit }: Measured, money: format.Money): string {
  if (value === null) return format.missing;
  if (unit === "money") return format.moneyExact(value, money);
  if (unit === "rate") return `${(value * 100).toFixed(3)} %`;
  if (unit === "points") return `${(value * 100).toFixed(3)} pt`;
  return unit === "ratio" ? value.toFixed(4) : format.count(value);
}

/**
 * The one component that writes a number: its text, and as attributes the mart, the key, the raw value and what the
 * tooltip says (exact value, method, basis and as-of, origin; for "n/a" the reason).
 */
export function number(measured: Measured, style: NumberStyle): HTMLElement {
  const { value, mart, key, method, reason } = measured;
  const isMissing = value === null || !Number.isFinite(value);
  const why = reason ?? "the figure does not exist here";
  const lines = [
    isMissing ? `n/a: ${why}` : exactText(measured, style.money),
    method,
    style.basis,
    `${mart} · ${key}`,
  ];
  const element = h(
    style.isStrong ? "strong.num" : "span.num",
    {
      "data-mart": mart,
      "data-key": key,
      "data-value": isMissing ? "" : String(value),
      "data-tip": lines.filter(Boolean).join("\n"),
    },
    numberText(measured, style),
  );
  if (isMissing) {
    element.classList.add("missing");
    element.append(h("span.unseen", null, ` (${why})`));
  } else if (style.tone) element.classList.add(style.tone);
  return element;
}
