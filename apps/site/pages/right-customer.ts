/** What the Right customer page uses: each is a function of the page that returns an element. */

export { outcomeAnswer } from "../components/outcome-answer.ts";
export { Outcomes } from "../components/outcome-data.ts";
export { outcomeFigure } from "../components/outcome-figure.ts";
export { outcomeHealth } from "../components/outcome-health.ts";
export { outcomePicks } from "../components/outcome-picks.ts";
export { traitFigure, traitTable } from "../components/outcome-traits.ts";
export { openPage } from "../components/shell.ts";
