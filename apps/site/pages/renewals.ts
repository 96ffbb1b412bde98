/** What the Renewals page uses: each is a function of the page that returns an element. */
export { renewalAhead, renewalAnswer } from "../components/renewal-ahead.ts";
export { renewalSelection, renewalsByLabel } from "../components/renewal-chosen.ts";
export { renewalClasses } from "../components/renewal-classes.ts";
export { renewalCustomers } from "../components/renewal-customers.ts";
export { readRenewals } from "../components/renewal-data.ts";
export { renewalDueTable } from "../components/renewal-due.ts";
export { renewalDiscounts, renewalGrowth } from "../components/renewal-growth.ts";
export { renewalLines } from "../components/renewal-lines.ts";
export { renewalTable } from "../components/renewal-rates.ts";
export { openPage } from "../components/shell.ts";
