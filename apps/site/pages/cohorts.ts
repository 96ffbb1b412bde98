/** What the Cohorts page uses: each is a function of the page that returns an element. */
export { cohortAnswer, cohortAverage } from "../components/cohort-average.ts";
export { loadCohortCharts } from "../components/cohort-charts.ts";
export { cohortChoices, cohortControls } from "../components/cohort-choices.ts";
export { cohortFigure } from "../components/cohort-figure.ts";
export { cohortMultiples } from "../components/cohort-multiples.ts";
export { cohortPanel } from "../components/cohort-panel.ts";
export { cohortProduct, readyForProduct } from "../components/cohort-product.ts";
export { labelTable } from "../components/label-table.ts";
export { openPage } from "../components/shell.ts";
