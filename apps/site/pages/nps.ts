/** What the NPS page uses: each is a function of the page that returns an element. */
export { npsAnswer } from "../components/nps-answer.ts";
export { readNps } from "../components/nps-data.ts";
export { npsFlow } from "../components/nps-flow.ts";
export { npsLines } from "../components/nps-lines.ts";
export { npsByLabel, npsDetractors, npsSurveys } from "../components/nps-tables.ts";
export { openPage } from "../components/shell.ts";
