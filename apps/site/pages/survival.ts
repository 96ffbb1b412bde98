/** What the Survival page uses: each is a function of the page that returns an element. */
export { loadCohortCharts } from "../components/cohort-charts.ts";
export { openPage } from "../components/shell.ts";
export { survivalAnswer } from "../components/survival-answer.ts";
export { survivalChoices, survivalControls } from "../components/survival-choices.ts";
export { survivalFigure } from "../components/survival-figure.ts";
export { survivalTable } from "../components/survival-table.ts";
