/** What the page Does it work? uses: each is a function of the page that returns an element. */
export { openPage } from "../components/shell.ts";
export { validationAnswer } from "../components/validation-answer.ts";
export { readValidation } from "../components/validation-data.ts";
export { validationBands, validationOrder } from "../components/validation-figures.ts";
export { validationForecasts, validationLimits } from "../components/validation-forecasts.ts";
export { validationLeads } from "../components/validation-leads.ts";
export { validationSurvival } from "../components/validation-survival.ts";
