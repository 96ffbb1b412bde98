import type { Basis } from "./data.ts";

/** Monthly recurring revenue in one word: on the committed basis it is CMRR. */
export function mrrWord(basis: Basis): "CMRR" | "MRR" {
  return basis === "committed" ? "CMRR" : "MRR";
}

/** The same where a text has not said the basis yet: the C of CMRR is for committed. */
export function basisMrr(basis: Basis): "CMRR" | "live MRR" {
  return basis === "committed" ? "CMRR" : "live MRR";
}

/** A text of either basis in the words of one: MRR is CMRR where it is committed. */
export function onBasis(text: string, basis: Basis): string {
  return text.replace(/\bMRR\b/g, mrrWord(basis)).replaceAll("{basis}", basis);
}

/** What each basis counts, in a sentence. */
export const basisMeanings: Readonly<Record<Basis, string>> = {
  committed: "signed, and not given notice",
  live: "in force on the month's last day",
};

/** Why rates of a label do not exist where the ledgers hold no balances. */
export const whyNoLabelRates =
  "balances follow exchange rates, and retention of a label is not computed then";

/** The kinds of movement in the words of the definitions. */
export const kindNames: Readonly<Record<string, string>> = {
  new: "new",
  reactivation: "reactivation",
  add_on: "add-on",
  upgrade: "upgrade",
  downgrade: "downgrade",
  archive: "archive",
  product_churn: "product churn",
  churn: "churn",
  transfer: "transfer",
  moved: "changed label",
  fx: "exchange rates",
};

/** A snake_case code as words: "mid_term" is "mid-term", "price_too_high" "price too high". */
export function inWords(code: string | null): string {
  if (code === null || code === "") return "–";
  return code === "mid_term" ? "mid-term" : code.replaceAll("_", " ");
}

/** "Upgrade" of "upgrade". */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A label of a cut, or a product, where it begins or stands in a sentence: in quotes, in its own letters. */
export function quoted(label: string): string {
  return label === "" ? "(no label)" : `“${label}”`;
}

/** "a, b and c". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** A title inside a sentence: "Size band" is "size band", "CSM" stays. */
export function inSentence(title: string): string {
  return /^.[A-Z]/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}
