/** What the Compare page uses: each is a function of the page that returns an element. */
export { compareAnswer } from "../components/compare-answer.ts";
export { compareFigure } from "../components/compare-figure.ts";
export { compareChoices } from "../components/compare-metric.ts";
export { comparePick } from "../components/compare-pick.ts";
export { compareSpread } from "../components/compare-spread.ts";
export { compareTable } from "../components/compare-table.ts";
export { openPage } from "../components/shell.ts";
