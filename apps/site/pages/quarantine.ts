/** What the Quarantine page uses: each is a function of the page that returns an element. */
export { quarantineAnswer } from "../components/quarantine-answer.ts";
export { quarantineCoverage } from "../components/quarantine-coverage.ts";
export { quarantineIds, quarantineMonths } from "../components/quarantine-gaps.ts";
export { quarantineReasons } from "../components/quarantine-reasons.ts";
export { quarantineLines, quarantineSources } from "../components/quarantine-sources.ts";
export { openPage } from "../components/shell.ts";
