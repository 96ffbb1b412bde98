/** What the Overview page uses: each is a function of the page that returns an element. */
export { bridgeFigure } from "../components/bridge-figure.ts";
export { cardStrip } from "../components/cards.ts";
export { labelTable } from "../components/label-table.ts";
export { movementFigure } from "../components/movement-figure.ts";
export { overviewAnswer } from "../components/overview-answer.ts";
export { overviewCare } from "../components/overview-care.ts";
export { periodTable } from "../components/period-table.ts";
export { retentionLines } from "../components/retention-lines.ts";
export { openPage } from "../components/shell.ts";
