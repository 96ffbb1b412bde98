/** What the Health page uses: each is a function of the page that returns an element. */
export { healthAnswer, healthControls } from "../components/health-answer.ts";
export { readHealth } from "../components/health-data.ts";
export { healthInputs } from "../components/health-inputs.ts";
export { healthBands, healthHistogram } from "../components/health-now.ts";
export { healthMoves, healthWave } from "../components/health-over-time.ts";
export { healthPanel } from "../components/health-panel.ts";
export { openPage } from "../components/shell.ts";
