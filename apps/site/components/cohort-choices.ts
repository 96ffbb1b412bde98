import { choiceBar } from "./choice-bar.ts";
import type { Page } from "./page.ts";
import type { Choices } from "./state.ts";

/** What the Cohorts page lets the reader choose for itself, the default first. */
export const cohortChoices: Choices = {
  measure: ["nrr", "grr", "logos", "arpa"],
  unit: ["share", "amount"],
  look: ["map", "lines"],
  every: ["0", "1", "3", "6", "12"],
  product: "any",
};

/** The page's own choices: measure, unit, heat map or lines, and how many months lie between columns. */
export function cohortControls(page: Page): HTMLElement {
  return choiceBar(page, [
    {
      name: "measure",
      title: "measure",
      values: [
        { value: "nrr", text: "net revenue" },
        { value: "grr", text: "gross revenue" },
        { value: "logos", text: "logos" },
        { value: "arpa", text: "ARPA" },
      ],
    },
    {
      name: "unit",
      title: "in",
      values: [
        { value: "share", text: "%" },
        { value: "amount", text: "amounts" },
      ],
    },
    {
      name: "look",
      title: "as",
      values: [
        { value: "map", text: "heat map" },
        { value: "lines", text: "lines" },
      ],
    },
    {
      name: "every",
      title: "months",
      values: [
        { value: "0", text: "as fits" },
        { value: "1", text: "1" },
        { value: "3", text: "3" },
        { value: "6", text: "6" },
        { value: "12", text: "12" },
      ],
    },
  ]);
}
