/** What the Tie-out page uses: each is a function of the page that returns an element. */
export { openPage } from "../components/shell.ts";
export { tieOutAnswer, tieOutMeanings } from "../components/tie-out-answer.ts";
export { readTieOut } from "../components/tie-out-data.ts";
export { tieOutBridge, tieOutLine } from "../components/tie-out-figures.ts";
export { tieOutCustomers, tieOutMonths } from "../components/tie-out-tables.ts";
export { tieOutUsage } from "../components/tie-out-usage.ts";
