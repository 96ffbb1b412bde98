import {
  customersBehind,
  formatPeriod,
  MOVEMENT_KINDS,
  type MovementKind,
  type MovementRow,
} from "@tideline/metrics";
import { monthKey, monthNumber, periodMonths } from "./calendar.ts";
import type { View } from "./view.ts";

type Kind = MovementKind | "moved";

/** The kinds of movement that can be listed, in the order of a bridge. */
export const listedKinds: readonly Kind[] = [
  "new",
  "reactivation",
  "add_on",
  "upgrade",
  "downgrade",
  "archive",
  "product_churn",
  "churn",
  "transfer",
  "moved",
];

/** The kinds that lose MRR. */
export const lossKinds: readonly Kind[] = ["churn", "archive", "product_churn", "downgrade"];

/** Which movements lie behind a bar. */
export interface RowsQuery {
  kinds: readonly string[];
  /** A period, or the months of two joined by "~": "2025-01~2025-12". */
  period: string;
  /** Only rows of this reason; null is the reason not given. */
  reason?: string | null;
  /** Only rows of this product. */
  product?: string;
  /** Only losses whose reason says so; "unknown" is a reason that does not. */
  avoidable?: Avoidance;
  /** A label of the chosen cut, where the reader asked for one bar of several. */
  label?: string;
}

const avoidances = ["avoidable", "unavoidable", "unknown"] as const;

/** Whether a loss could have been prevented, as far as its reason says. */
export type Avoidance = (typeof avoidances)[number];

/** "Is this word one of the three?" */
export function isAvoidance(word: string | null): word is Avoidance {
  return avoidances.some((one) => one === word);
}

/** What the company says of a reason; a reason not given, or not in its list, is unknown. */
export function avoidanceOf(view: View, reason: string | null): Avoidance {
  const said = view.company.reasons?.[reason ?? ""];
  return said === undefined ? "unknown" : said.avoidable ? "avoidable" : "unavoidable";
}

/** A query as it stands in the address: "churn.archive@2025-Q4|reason=price". */
export function writeQuery({ kinds, period, reason, product, avoidable, label }: RowsQuery): string {
  const parts = [`${kinds.join(".")}@${period}`];
  if (reason !== undefined) parts.push(`reason=${encodeURIComponent(reason ?? "")}`);
  if (product !== undefined) parts.push(`product=${encodeURIComponent(product)}`);
  if (avoidable !== undefined) parts.push(`avoidable=${avoidable}`);
  if (label !== undefined) parts.push(`label=${encodeURIComponent(label)}`);
  return parts.join("|");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads a query from the address; null when it names no kind or no period. */
export function readQuery(text: string): RowsQuery | null {
  const [head = "", ...rest] = text.split("|");
  const [names = "", period = ""] = head.split("@");
  const known: readonly string[] = [...MOVEMENT_KINDS, "moved"];
  const kinds = names.split(".").filter((name) => known.includes(name));
  if (kinds.length === 0 || !queryRange(period)) return null;
  const query: RowsQuery = { kinds, period };
  for (const part of rest) {
    const at = part.indexOf("=");
    const value = decoded(part.slice(at + 1));
    if (part.startsWith("reason=")) query.reason = value === "" ? null : value;
    if (part.startsWith("product=")) query.product = value;
    if (part.startsWith("avoidable=") && isAvoidance(value)) query.avoidable = value;
    if (part.startsWith("label=")) query.label = value;
  }
  return query;
}

/** First and last month of a query's period, and its name; null when it is none. */
export function queryRange(period: string): { first: number; last: number; name: string } | null {
  const [from = "", to = ""] = period.split("~");
  const start = periodMonths(from);
  if (!to) return start && { first: start.first, last: start.last, name: formatPeriod(from) };
  const end = periodMonths(to);
  return (
    start &&
    end && { first: start.first, last: end.last, name: `${formatPeriod(from)} to ${formatPeriod(to)}` }
  );
}

const asked = new WeakMap<View, Map<string, MovementRow[]>>();

/** The movements a query asks for, within the months reported and the label chosen; none before the ledger is there. */
export function queryRows(view: View, query: RowsQuery): MovementRow[] {
  const known = asked.get(view) ?? new Map<string, MovementRow[]>();
  asked.set(view, known);
  const key = writeQuery(query);
  const rows = known.get(key) ?? findRows(view, query);
  known.set(key, rows);
  return rows;
}

function findRows(view: View, query: RowsQuery): MovementRow[] {
  const { ledger, state } = view;
  const range = queryRange(query.period);
  if (!ledger || !range) return [];
  const start = monthNumber(ledger.first_month);
  const first = Math.max(range.first, start);
  const last = Math.min(range.last, start + ledger.months - 1);
  if (first > last) return [];
  const chosen =
    state.cut && query.label !== undefined ? { cut: state.cut, label: query.label } : view.chosen;
  const rows = customersBehind(ledger, {
    fromMonth: monthKey(first),
    toMonth: monthKey(last),
    // What changed its label is told by balances: none without a label, nor where they follow exchange rates.
    kinds: query.kinds.filter((kind) => kind !== "moved" || ("label" in chosen && !ledger.has_fx)) as Kind[],
    ...chosen,
  });
  const { reason, product, avoidable } = query;
  return rows.filter(
    (row) =>
      (reason === undefined || row.reason === reason) &&
      (product === undefined || row.product === product) &&
      (avoidable === undefined || avoidanceOf(view, row.reason) === avoidable),
  );
}
