/** What the Quality page uses: each is a function of the page that returns an element. */
export { qualityAnswer } from "../components/quality-answer.ts";
export { qualityChecks, qualityLinks, qualityNotes } from "../components/quality-checks.ts";
export { qualityChurn, qualityFacts } from "../components/quality-facts.ts";
export { openPage } from "../components/shell.ts";
