/** The panels over a page: a chunk of their own, fetched when the first one opens. */
export { customerPanel } from "./customer-panel.ts";
export { renewalPanel } from "./renewal-panel.ts";
export { rowsPanel } from "./rows-panel.ts";
