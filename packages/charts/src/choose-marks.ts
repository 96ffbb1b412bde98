/** A mark the reader can choose, and where it sits for the arrow keys. */
export type ChoosableMark = {
  element: SVGElement;
  /** Position along the axis of time or of the bridge. */
  column: number;
  /** Position across it; marks of equal row are reached by left and right. */
  row: number;
  label: string;
  onSelect: () => void;
};

/**
 * Makes marks choosable by pointer and keyboard: one tab stop a chart, arrow keys from mark to mark, Home and End to
 * the ends, Enter or the space bar to choose. Nothing is remembered but the tab stop.
 */
export function chooseMarks(marks: readonly ChoosableMark[]): void {
  for (const [index, mark] of marks.entries()) {
    const { element } = mark;
    element.setAttribute("role", "button");
    element.setAttribute("tabindex", index === 0 ? "0" : "-1");
    element.setAttribute("aria-label", mark.label);
    element.setAttribute("cursor", "pointer");
    element.addEventListener("click", () => mark.onSelect());
    element.addEventListener("focus", () => {
      for (const other of marks) other.element.setAttribute("tabindex", other === mark ? "0" : "-1");
    });
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        mark.onSelect();
        return;
      }
      const target = neighbour(marks, mark, event.key);
      if (!target) return;
      event.preventDefault();
      target.element.focus();
    });
  }
}

/** The mark an arrow key leads to: along the columns keeping the row where it can, or across within the column. */
export function neighbour<M extends { column: number; row: number }>(
  marks: readonly M[],
  from: M,
  key: string,
): M | undefined {
  if (key === "Home") return marks[0];
  if (key === "End") return marks.at(-1);
  const along = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  const across = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  if (along === 0 && across === 0) return undefined;
  const candidates = marks.filter((mark) =>
    along !== 0
      ? (mark.column - from.column) * along > 0
      : mark.column === from.column && (mark.row - from.row) * across > 0,
  );
  const distance = (mark: M) => Math.abs(mark.column - from.column) * 1000 + Math.abs(mark.row - from.row);
  const [first, ...rest] = candidates;
  if (first) return rest.reduce((best, mark) => (distance(mark) < distance(best) ? mark : best), first);
  // A bridge has one row: up and down then do what left and right do.
  const isSingleRow = marks.every((mark) => mark.row === from.row);
  if (across !== 0 && isSingleRow) return neighbour(marks, from, across > 0 ? "ArrowRight" : "ArrowLeft");
  return undefined;
}
