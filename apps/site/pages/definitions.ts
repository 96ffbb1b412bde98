/** What the Definitions page uses: each is a function of the page that returns an element. */
export { definitionList, followAnchor } from "../components/definition-list.ts";
export { openPage } from "../components/shell.ts";
