/** What the At risk page uses: each is a function of the page that returns an element. */
export { atRiskAgreement, atRiskPanel } from "../components/at-risk-agreement.ts";
export { atRiskAnswer } from "../components/at-risk-answer.ts";
export { atRiskAvoidable } from "../components/at-risk-avoidable.ts";
export { readAtRisk } from "../components/at-risk-data.ts";
export { atRiskForecast } from "../components/at-risk-forecast.ts";
export { atRiskBubbles, atRiskRenewals } from "../components/at-risk-renewals.ts";
export { atRiskSelection } from "../components/at-risk-selection.ts";
export { customerFilters } from "../components/customers-chosen.ts";
export { openPage } from "../components/shell.ts";
