import { type BridgeRow, type DrawnKind, finite, movementOf } from "./rows.ts";

/** A bar of the bridge: a kind, or the quantity or price part of it. */
export type BridgeMovement = {
  kind: DrawnKind;
  part: "quantity" | "price" | null;
  name: string;
  /** The name in lines for under a bar. */
  lines: readonly string[];
};

/** Every bar there can be, in reading order: what came, what grew, what shrank, what left, what is beside the matter. */
export const bridgeMovements: readonly BridgeMovement[] = [
  { kind: "new", part: null, name: "New", lines: ["New"] },
  { kind: "reactivation", part: null, name: "Reactivation", lines: ["Reacti-", "vation"] },
  { kind: "add_on", part: null, name: "Add-on", lines: ["Add-on"] },
  { kind: "upgrade", part: null, name: "Upgrade", lines: ["Upgrade"] },
  { kind: "upgrade", part: "quantity", name: "Upgrade, quantity", lines: ["Upgrade", "quantity"] },
  { kind: "upgrade", part: "price", name: "Upgrade, price", lines: ["Upgrade", "price"] },
  { kind: "downgrade", part: null, name: "Downgrade", lines: ["Down-", "grade"] },
  { kind: "downgrade", part: "quantity", name: "Downgrade, quantity", lines: ["Downgr.", "quantity"] },
  { kind: "downgrade", part: "price", name: "Downgrade, price", lines: ["Downgr.", "price"] },
  { kind: "archive", part: null, name: "Archive", lines: ["Archive"] },
  { kind: "product_churn", part: null, name: "Product churn", lines: ["Product", "churn"] },
  { kind: "churn", part: null, name: "Churn", lines: ["Churn"] },
  { kind: "transfer", part: null, name: "Transfer", lines: ["Transfer"] },
  { kind: "moved", part: null, name: "Moved label", lines: ["Moved", "label"] },
  { kind: "fx", part: null, name: "Exchange rates", lines: ["Exch.", "rates"] },
];

/** Kinds that are neither good nor bad. */
export const neutralKinds: readonly DrawnKind[] = ["transfer", "moved", "fx"];

/** A bar's amount in a row: whole kinds where a row has no split, their parts where it has; never both. */
export function bridgeAmount({ kind, part }: BridgeMovement, row: BridgeRow): number {
  const whole = movementOf(row, kind);
  const quantity =
    kind === "upgrade"
      ? row.upgrade_quantity_minor
      : kind === "downgrade"
        ? row.downgrade_quantity_minor
        : undefined;
  if (quantity === undefined) return part === null ? whole : 0;
  if (part === null) return 0;
  return part === "quantity" ? finite(quantity) : whole - finite(quantity);
}
