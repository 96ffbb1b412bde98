import { type CustomerSelection, labelLedger } from "./customers-chosen.ts";
import { type Columns, rowsFromColumns } from "./data.ts";
import type { JsonFile, Page } from "./page.ts";
import { type AttentionFile, type AttentionList, whySilent } from "./service-data.ts";

/** A row of `attention__rows`. */
export interface AttentionRow {
  list: string;
  place: number;
  customer_id: string;
  customer_name: string | null;
  since_on: string;
  reason: string;
  committed_minor: number;
  csm: string | null;
}

/** What the page shows: of all customers, or of those chosen. */
export interface ShownAttention extends Pick<AttentionFile, "customers" | "committed_minor" | "several"> {
  /** Those that can say something and the largest first, with their rows: all, or the first of them. */
  lists: readonly { list: AttentionList; rows: readonly AttentionRow[] }[];
}

/** The lists, and where all their rows are. */
export interface Attention {
  shown: ShownAttention;
  /** Every row of every list: asked for by a file of a list. */
  allRows: () => Promise<readonly AttentionRow[]>;
}

/** All rows with what chooses customers by their labels now: asked for by a filter. */
interface AttentionSelection extends CustomerSelection {
  rows: readonly AttentionRow[];
}

const readRows = async (file: JsonFile) => rowsFromColumns<AttentionRow>((await file.json()) as Columns);

/** All rows of the page with the module that chooses among them: one file to the page, asked for by a filter. */
export const attentionSelection = (file: JsonFile): JsonFile => ({
  json: async (): Promise<AttentionSelection> => {
    const [{ customersNow }, rows] = await Promise.all([import("./customers-now-module.ts"), readRows(file)]);
    return { customersNow, rows };
  },
});

const inOrder = (lists: ShownAttention["lists"]): ShownAttention["lists"] =>
  [...lists].sort(
    ({ list: a }, { list: b }) =>
      Number(whySilent(a) !== null) - Number(whySilent(b) !== null) || b.committed_minor - a.committed_minor,
  );

/** Reads the first view; `rows` is the file with every row. */
export function readAttention(file: AttentionFile, rows: JsonFile): Attention {
  const first = rowsFromColumns<AttentionRow>(file.rows);
  const lists = file.lists.map((list) => ({ list, rows: first.filter((row) => row.list === list.list) }));
  return { shown: { ...file, lists: inOrder(lists) }, allRows: () => readRows(rows) };
}

const made = new WeakMap<object, ShownAttention>();

function summed({ lists }: ShownAttention, rows: readonly AttentionRow[]): ShownAttention {
  const money = new Map(rows.map(({ customer_id, committed_minor }) => [customer_id, committed_minor]));
  const times = new Map<string, number>();
  for (const { customer_id } of rows) times.set(customer_id, (times.get(customer_id) ?? 0) + 1);
  const total = (amounts: Iterable<number>) => [...amounts].reduce((sum, one) => sum + one, 0);
  return {
    customers: money.size,
    committed_minor: total(money.values()),
    several: [...times.values()].filter((count) => count > 1).length,
    lists: inOrder(
      lists.map(({ list }) => {
        const own = rows.filter((row) => row.list === list.list);
        const committed_minor = total(own.map((row) => row.committed_minor));
        return { list: { ...list, customers: own.length, committed_minor }, rows: own };
      }),
    ),
  };
}

/** What is shown: of all, or of the customers who carry the labels of the filters now; null before what that needs is here. */
export function shownAttention(page: Page, { shown }: Attention): ShownAttention | null {
  if (page.state.only.length === 0) return shown;
  const selection = page.chosenRows as AttentionSelection | null;
  const ledger = labelLedger(page);
  if (!selection || !ledger) return null;
  const rows = selection.customersNow(ledger, selection.rows, page.state.only);
  const known = made.get(rows) ?? summed(shown, rows);
  made.set(rows, known);
  return known;
}
