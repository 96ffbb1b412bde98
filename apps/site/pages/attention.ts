/** What the Attention page uses: each is a function of the page that returns an element. */
export { attentionAnswer, attentionLists } from "../components/attention-lists.ts";
export { customerFilters } from "../components/customers-chosen.ts";
export { customersNowFile } from "../components/customers-now-file.ts";
export { openPage } from "../components/shell.ts";
