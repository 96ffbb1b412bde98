/** What the page of a customer uses: each is a function of the page that returns an element. */
export { readCustomer } from "../components/customer-data.ts";
export { customerHead } from "../components/customer-head.ts";
export { customerHealth } from "../components/customer-health.ts";
export { customerHistory, customerUsage } from "../components/customer-history.ts";
export { customerContracts, customerMovements } from "../components/customer-tables.ts";
export { customerTimeline } from "../components/customer-timeline.ts";
export { openPage } from "../components/shell.ts";
