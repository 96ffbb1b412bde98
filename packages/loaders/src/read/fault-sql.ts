import type { Fault, FaultCode } from "./faults.ts";
import { literal } from "./sql-text.ts";

/** A row the source's `where` leaves out is marked with this, not with a fault. */
export const leftOut = "left_out";

/** One way a row can be wrong: the condition and what to note. */
export interface FaultRule {
  when: string;
  code: FaultCode;
  canonical: string;
  /** SQL of the offending text. */
  value: string;
}

/** A row's first fault as one text, null when there is none: code, canonical column and value. */
export function firstFault(rules: readonly FaultRule[]): string {
  const branches = rules.map(({ when, code, canonical, value }) => {
    const text = `case when ${value} is null then '' else chr(31) || cast(${value} as varchar) end`;
    return `when ${when} then ${literal(`${code}\u001f${canonical}`)} || ${text}`;
  });
  return `case ${branches.join("\n    ")} end`;
}

/** What `firstFault` wrote. */
export function parseFault(text: string): Fault {
  const [code, canonical, ...value] = text.split("\u001f");
  return {
    code: code as FaultCode,
    canonical: canonical ?? "",
    value: value.length > 0 ? value.join("\u001f") : null,
  };
}
