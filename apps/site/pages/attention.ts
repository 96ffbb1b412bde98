/** What the Attention page uses: each is a function of the page that returns an element. */
export { attentionSelection, readAttention } from "../components/attention-data.ts";
export { attentionAnswer, attentionLists } from "../components/attention-lists.ts";
export { customerFilters } from "../components/customers-chosen.ts";
export { openPage } from "../components/shell.ts";
