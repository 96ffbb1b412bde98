/** What the Time to value page uses: each is a function of the page that returns an element. */
export { activationFigure } from "../components/onboarding-activation.ts";
export { onboardingAnswer } from "../components/onboarding-answer.ts";
export { onboardingByLabel } from "../components/onboarding-by-label.ts";
export { TimeToValue } from "../components/onboarding-data.ts";
export { onboardingQuarters } from "../components/onboarding-quarters.ts";
export { firstRenewalFigure } from "../components/onboarding-renewal.ts";
export { openPage } from "../components/shell.ts";
