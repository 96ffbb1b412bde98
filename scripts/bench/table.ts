/** A table of the benches: cells are words already; the first `textColumns` stand left, numbers right. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Default 1. */
  readonly textColumns?: number;
}

/** A Markdown table whose columns line up in a terminal too. Without rows only the head is there. */
export function tableText({ head, rows, textColumns = 1 }: Table): string {
  const widths = head.map((_, place) =>
    Math.max(3, ...[head, ...rows].map((row) => (row[place] ?? "").length)),
  );
  const isText = (place: number) => place < textColumns;
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, place) => (isText(place) ? (cells[place] ?? "").padEnd(width) : (cells[place] ?? "").padStart(width))).join(" | ")} |`;
  const rule = `| ${widths.map((width, place) => (isText(place) ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** 1234567 as "1,234,567". */
export const count = (value: number) => Math.round(value).toLocaleString("en-US");

/** Seconds from milliseconds: "0.84 s". */
export const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;

/** "12 ms", and "0.21 ms" where whole milliseconds say too little. */
export const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

/** Bytes in thousands, as the budgets count them: "94.7 kB". */
export const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

/** Bytes in millions: "512 MB". */
export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/** A share 0..1 as "41.3 %". */
export const share = (value: number) => `${(value * 100).toFixed(1)} %`;

/**
 * The middle of some measurements: half the sum of the middle two of an even number.
 *
 * @throws when there is none
 */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  if (high === undefined || low === undefined) {
    throw new Error("median: expected at least one value, got none; measure something first");
  }
  return (high + low) / 2;
}
