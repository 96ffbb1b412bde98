import { choiceBar } from "./choice-bar.ts";
import type { Page } from "./page.ts";
import type { Choices } from "./state.ts";

const intervals = ["log-log", "log", "plain"] as const;

/** What the Survival page lets the reader choose for itself, the default first. */
export const survivalChoices: Choices = { interval: intervals };

/** How the interval is made. */
export function survivalControls(page: Page): HTMLElement {
  const values = intervals.map((value) => ({ value, text: value }));
  return choiceBar(page, [{ name: "interval", title: "interval", values }]);
}
