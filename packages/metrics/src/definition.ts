/**
 * How a value is to be shown. `ratio` is 0..1 and shown in percent; `money` is minor units of a currency; `points` run from
 * -100 to 100.
 */
export type Unit = "ratio" | "money" | "count" | "times" | "points" | "days";

/** What a number means, in words a reader of the report can check. The Definitions page is made of these. */
export interface Definition {
  /** The name of the function that computes it. */
  name: string;
  /** Full English name, as a heading. */
  title: string;
  /** The question it answers. */
  question: string;
  /** The formula in words. */
  formula: string;
  unit: Unit;
  /** Which way is good for the company. */
  direction: "higher is better" | "lower is better" | "neither";
  /** On which basis and period it stands, and what it leaves out. */
  basis: string;
  example: Example;
  /** Where definition and example come from. */
  source: string;
  /** Other forms under similar names, so that nobody compares two of them unaware. May be empty. */
  variants: readonly Variant[];
  /** Why the value is n/a when it is null. */
  not_available: string;
}

/** A worked example: the words for a reader, and the same computed by the function itself. */
export interface Example {
  text: string;
  run: () => number | null;
  result: number;
}

export interface Variant {
  title: string;
  /** What is different about it. */
  difference: string;
}
