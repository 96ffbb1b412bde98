/** What the Attention page uses: each is a function of the page that returns an element. */
export { attentionAnswer, attentionLists } from "../components/attention-lists.ts";
export { openPage } from "../components/shell.ts";
