/** What the Waterfall page uses: each is a function of the page that returns an element. */
export { basisFigure } from "../components/basis-figure.ts";
export { bridgeFigure } from "../components/bridge-figure.ts";
export { cardStrip } from "../components/cards.ts";
export { labelTable } from "../components/label-table.ts";
export { movementFigure } from "../components/movement-figure.ts";
export { movementMultiples } from "../components/movement-multiples.ts";
export { periodTable } from "../components/period-table.ts";
export { openPage } from "../components/shell.ts";
export { waterfallAnswer } from "../components/waterfall-answer.ts";
