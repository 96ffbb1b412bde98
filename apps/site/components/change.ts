import { type Child, h } from "./dom.ts";
import type { Figure } from "./figure.ts";
import { type FigureId, figures } from "./figures.ts";
import { measure } from "./measure.ts";
import { type Measured, type NumberStyle, number, numberText } from "./number.ts";
import type { Series } from "./series.ts";
import { numberStyle } from "./style.ts";
import type { View } from "./view.ts";

/** A figure against an earlier period, with the impact of its direction. */
export interface Change {
  measured: Measured;
  tone: "gain" | "loss" | null;
  /** ▲ up, ▼ down, nothing when equal or unknown. */
  glyph: string;
}

/** How a figure changed from one period to another; n/a with the reason where either does not exist. */
export function changeOf(
  view: View,
  id: FigureId,
  from: string,
  to: string,
  series: Series = view.series,
): Change {
  const figure: Figure = figures[id];
  const now = measure(view, id, to, series);
  const then = measure(view, id, from, series);
  let value: number | null = null;
  if (now.value !== null && then.value !== null) {
    if (figure.change !== "relative") value = now.value - then.value;
    else value = then.value > 0 ? now.value / then.value - 1 : null;
  }
  const isKnown = value !== null && value !== 0;
  const isUp = (value ?? 0) > 0;
  const isGood = figure.goodWhen === (isUp ? "up" : "down");
  return {
    measured: {
      value,
      unit: figure.change === "relative" ? "rate" : figure.change === "points" ? "points" : figure.unit,
      mart: now.mart,
      key: `${now.key} against ${then.key}`,
      method: `${figure.name}, change from ${from} to ${to}`,
      reason: value === null ? (then.reason ?? now.reason ?? "there is nothing to compare with") : undefined,
    },
    tone: isKnown && figure.goodWhen !== null ? (isGood ? "gain" : "loss") : null,
    glyph: isKnown ? (isUp ? "▲" : "▼") : "",
  };
}

/** "▲ +11.2 %" with its colour; without either where it rounds to nothing; `n/a` and why where there is none. */
export function changeNode(view: View, change: Change, style: NumberStyle = numberStyle(view)): Child {
  const signed = { ...style, isSigned: true };
  const isNothing = !/[1-9]/.test(numberText(change.measured, signed));
  const node = number(change.measured, { ...signed, tone: isNothing ? null : change.tone });
  if (!change.glyph || isNothing) return node;
  return [h("span", { class: change.tone ?? "", "aria-hidden": "true" }, `${change.glyph} `), node];
}
