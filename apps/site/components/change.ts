import { formatPeriod, type PeriodRow } from "@tideline/metrics";
import { type Child, h } from "./dom.ts";
import type { Figure } from "./figure.ts";
import { type FigureId, figures } from "./figures.ts";
import { figureName, measure } from "./measure.ts";
import { type Measured, type NumberStyle, number, numberText } from "./number.ts";
import type { Series } from "./series.ts";
import { numberStyle } from "./style.ts";
import { type View, yearBefore } from "./view.ts";

/** A figure against a year before, with the impact of its direction. */
export interface Change {
  measured: Measured;
  /** What it is compared with: "Dec 2024", or "Q4 2024". */
  against: string;
  tone: "gain" | "loss" | null;
  /** Up or down; filled for the better, hollow for the worse; nothing when equal, unknown or neither. */
  glyph: "▲" | "▼" | "△" | "▽" | "";
}

/** What the marks of changes mean, in a few words. */
export const changeMarks = "▲▼ better, △▽ worse";

type Compared = Pick<PeriodRow, "period" | "is_partial">;

/** Why a flow cannot be set against an earlier period, or a balance against an earlier month; null where it can. */
export function whyNotCompared(
  now: Compared | null,
  then: Compared | null,
  from: string,
  isAtMonthEnd: boolean,
): string | null {
  if (!then) return `${formatPeriod(from)} is not reported`;
  if (isAtMonthEnd) return null;
  const part = [now, then].find((row) => row?.is_partial);
  return part ? `${formatPeriod(part.period)} is not whole` : null;
}

/** The mark of a change: its direction, and whether that is better or worse; none where it is neither. */
export function changeGlyph(value: number | null, goodWhen: Figure["goodWhen"]): Change["glyph"] {
  if (!value || goodWhen === null) return "";
  if (value > 0) return goodWhen === "up" ? "▲" : "△";
  return goodWhen === "down" ? "▼" : "▽";
}

/** How a figure changed from a year before; n/a with the reason where that cannot be said. */
export function changeOf(view: View, id: FigureId, series: Series = view.series): Change {
  const figure: Figure = figures[id];
  const to = view.period.period;
  const { key: from, name } = yearBefore(view, figure.isAtMonthEnd);
  const now = measure(view, id, to, series);
  const then = measure(view, id, from, series);
  const why = whyNotCompared(series.period(to), series.period(from), from, figure.isAtMonthEnd);
  let value: number | null = null;
  if (why === null && now.value !== null && then.value !== null) {
    if (figure.change !== "relative") value = now.value - then.value;
    else value = then.value > 0 ? now.value / then.value - 1 : null;
  }
  const reason =
    why ??
    now.reason ??
    (then.value === null ? `${name}: ${then.reason ?? "not known"}` : `it was 0 in ${name}`);
  const glyph = changeGlyph(value, figure.goodWhen);
  return {
    measured: {
      value,
      unit: figure.change === "relative" ? "rate" : figure.change === "points" ? "points" : figure.unit,
      mart: now.mart,
      key: figure.change === "relative" ? `${now.key} / ${then.key} - 1` : `${now.key} less ${then.key}`,
      method: `${figureName(view, id)}, change from ${from} to ${to}`,
      reason: value === null ? reason : undefined,
      basis: now.basis,
    },
    against: name,
    tone: glyph === "" ? null : isBetter(glyph) ? "gain" : "loss",
    glyph,
  };
}

function isBetter(glyph: Change["glyph"]): boolean {
  return glyph === "▲" || glyph === "▼";
}

/**
 * "▲ +11.2 %" with its colour and, unseen, "better" or "worse"; without them where it rounds to nothing; `n/a` and why
 * where there is none.
 */
export function changeNode(view: View, change: Change, style: NumberStyle = numberStyle(view)): Child {
  const signed = { ...style, isSigned: true };
  const isNothing = !/[1-9]/.test(numberText(change.measured, signed));
  const node = number(change.measured, { ...signed, tone: isNothing ? null : change.tone });
  if (!change.glyph || isNothing) return node;
  return [
    h("span", { class: change.tone ?? "", "aria-hidden": "true" }, `${change.glyph}\u00a0`),
    node,
    h("span.unseen", null, isBetter(change.glyph) ? " better" : " worse"),
  ];
}
