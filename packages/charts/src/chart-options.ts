/** What every chart takes. */
export type ChartOptions = {
  /** Width in px, 320 to 1100 are laid out for; default 640. The chart draws at this width, it never scales. */
  width?: number;
  /** Height in px; default follows the width (and, where rows are stacked, their number). */
  height?: number;
  /** What is measured, for the spoken summary: "MRR" (default) or "CMRR". */
  measure?: string;
  /** Prefix of pattern ids; default a hash of the chart's content, so that equal charts have equal ids. */
  id?: string;
  /** Where elements are made; default the page's document. A packet built in Node passes its own. */
  document?: Document;
};

/** What charts of money take. */
export type MoneyOptions = {
  /** ISO 4217 code of the amounts' currency. */
  currency: string;
  /** Decimals of its minor unit: 2 for cents, 0 for yen. */
  exponent: number;
};
