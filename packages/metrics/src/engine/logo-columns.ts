import { activeCell, archivedCell, LOGO_CELLS } from "./cells.ts";
import type { LogoColumns } from "./ledger.ts";

/** Logo rows with the cells they go to in a label's table of sums. */
export function logoColumns(rows: Omit<LogoColumns, "activeCell" | "archivedCell">): LogoColumns {
  const { month, kind, active, archived } = rows;
  const toActive = new Int32Array(month.length);
  const toArchived = new Int32Array(month.length);
  for (let row = 0; row < month.length; row++) {
    const base = (month[row] as number) * LOGO_CELLS;
    toActive[row] = base + activeCell(kind[row] as number, active[row] as number);
    toArchived[row] = base + archivedCell(archived[row] as number);
  }
  return { ...rows, activeCell: toActive, archivedCell: toArchived };
}
