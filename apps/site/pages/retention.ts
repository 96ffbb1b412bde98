/** What the Retention page uses: each is a function of the page that returns an element. */
export { cardStrip } from "../components/cards.ts";
export { labelTable } from "../components/label-table.ts";
export { periodTable } from "../components/period-table.ts";
export { retentionAnswer } from "../components/retention-answer.ts";
export { retentionBases } from "../components/retention-bases.ts";
export { retentionByLabel } from "../components/retention-by-label.ts";
export { retentionByProduct } from "../components/retention-by-product.ts";
export { retentionLines } from "../components/retention-lines.ts";
export { retentionMethods } from "../components/retention-methods.ts";
export { openPage } from "../components/shell.ts";
