import type { RenderFunction } from "@observablehq/plot";

/**
 * A render step for a mark of Plot whose elements stand for one row each: writes the row's attributes on its element,
 * so that a tooltip, a test or "show rows" finds the number behind a point.
 */
export function stampPoints<Row>(
  rows: readonly Row[],
  attributes: (row: Row) => Record<string, string>,
): RenderFunction {
  return (index, scales, values, dimensions, context, next) => {
    const group = next?.(index, scales, values, dimensions, context) ?? null;
    for (const [position, element] of [...(group?.children ?? [])].entries()) {
      const row = rows[index[position] ?? -1];
      if (row === undefined) continue;
      for (const [name, value] of Object.entries(attributes(row))) element.setAttribute(name, value);
    }
    return group;
  };
}
