/** The figure of renewals at risk: it travels apart from the others, with Observable Plot, to the one page that shows it. */
export { type RiskBubble, type RiskBubblesOptions, riskBubbles } from "./health/risk-bubbles.ts";
