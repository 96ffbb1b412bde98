import { changesPart } from "./measure-changes.ts";
import { devPart } from "./measure-dev.ts";
import { firstChartPart } from "./measure-first-chart.ts";
import { linesPart } from "./measure-lines.ts";
import { pagesPart } from "./measure-pages.ts";
import { startPart } from "./measure-start.ts";
import type { Part } from "./part.ts";

/** The parts of the bench in the order they run: builds first, while no browser is open. */
export const parts: readonly Part[] = [linesPart, pagesPart, changesPart, firstChartPart, startPart, devPart];
