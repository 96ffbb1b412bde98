import type { Browser } from "playwright-core";
import type { Table } from "./table.ts";

/** A company's site, served from a temporary folder, and the data it was built from. */
export interface BenchSite {
  readonly url: string;
  readonly data: string;
}

/** What a part of the bench works with. */
export interface Bench {
  /** A temporary folder, removed at the end. */
  readonly folder: string;
  readonly isQuick: boolean;
  /** Tells what is being measured. */
  readonly tell: (what: string) => void;
  /** The site of the sample company, or of a made one of so many contract lines; built once. */
  readonly site: (company: "sample" | number) => Promise<BenchSite>;
  readonly browser: () => Promise<Browser>;
}

/** A measurement held against its budget. */
export interface Verdict {
  readonly what: string;
  readonly measured: number;
  readonly budget: number;
  readonly show: (value: number) => string;
  /** The bench fails when it is over: sizes of the sample. Times depend on the machine, so they only warn. */
  readonly isBinding: boolean;
}

/** What a part found: its tables, and what is held against a budget. */
export interface Found {
  readonly tables: readonly Table[];
  readonly verdicts: readonly Verdict[];
}

/** A part of the bench; its id names its block in docs/performance.md. */
export interface Part {
  readonly id: string;
  readonly run: (bench: Bench) => Promise<Found>;
}

/** Whether a measurement is over its budget; one that is met exactly is not. */
export const isOver = ({ measured, budget }: Verdict) => measured > budget;

/** The verdicts as a table. */
export function verdictTable(verdicts: readonly Verdict[]): Table {
  return {
    head: ["against its budget", "measured", "budget", "verdict"],
    rows: verdicts.map((verdict) => {
      const { what, measured, budget, show, isBinding } = verdict;
      const over = `over by ${((measured / budget - 1) * 100).toFixed(0)} %${isBinding ? ", fails" : ""}`;
      return [what, show(measured), show(budget), isOver(verdict) ? over : "within"];
    }),
  };
}
