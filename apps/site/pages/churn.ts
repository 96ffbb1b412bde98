/** What the Churn page uses: each is a function of the page that returns an element. */
export { cardStrip } from "../components/cards.ts";
export { churnAnswer } from "../components/churn-answer.ts";
export { churnByLabel } from "../components/churn-by-label.ts";
export { churnByProduct } from "../components/churn-by-product.ts";
export { churnLines } from "../components/churn-lines.ts";
export { churnReasons } from "../components/churn-reasons.ts";
export { labelTable } from "../components/label-table.ts";
export { periodTable } from "../components/period-table.ts";
export { openPage } from "../components/shell.ts";
