/** What the pages in src/*.md use: each is a function of the page that returns an element. */
export { cardStrip } from "./cards.ts";
export { churnAnswer, churnByLabel, churnLines, churnReasons } from "./churn-page.ts";
export { definitionCount, definitionList } from "./definition-list.ts";
export { labelTable } from "./label-table.ts";
export { bridgeFigure, movementFigure, movementMultiples } from "./movement-figures.ts";
export { overviewAnswer } from "./overview.ts";
export { periodTable } from "./period-table.ts";
export {
  qualityAnswer,
  qualityChecks,
  qualityExamples,
  qualityNotes,
  qualityReasons,
  qualitySources,
} from "./quality.ts";
export { retentionAnswer, retentionByLabel, retentionLines, retentionMethods } from "./retention-page.ts";
export { openPage } from "./shell.ts";
export { waterfallAnswer } from "./waterfall-page.ts";
