import { type BridgeRow, type DrawnKind, finite, movementOf } from "./rows.ts";

/** A part of a kind: what of an upgrade or downgrade was quantity, and whether churn could have been avoided. */
export type BridgePart = "quantity" | "price" | "avoidable" | "unavoidable" | "unknown";

/** A bar of the bridge: a kind, or a part of it. */
export type BridgeMovement = {
  kind: DrawnKind;
  part: BridgePart | null;
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
  { kind: "churn", part: "avoidable", name: "Churn, avoidable", lines: ["Churn", "avoid."] },
  { kind: "churn", part: "unavoidable", name: "Churn, unavoidable", lines: ["Churn", "unavoid."] },
  { kind: "churn", part: "unknown", name: "Churn, unknown", lines: ["Churn", "unknown"] },
  { kind: "transfer", part: null, name: "Transfer", lines: ["Transfer"] },
  { kind: "moved", part: null, name: "Moved label", lines: ["Moved", "label"] },
  { kind: "fx", part: null, name: "Exchange rates", lines: ["Exch.", "rates"] },
];

/** Kinds that are neither good nor bad. */
export const neutralKinds: readonly DrawnKind[] = ["transfer", "moved", "fx"];

/** Avoidable, unavoidable and unknown churn of a row; null where it does not say, or nothing of it is known. */
function churnParts(row: BridgeRow): Readonly<Record<string, number>> | null {
  const avoidable = finite(row.avoidable_churn_minor);
  const unavoidable = finite(row.unavoidable_churn_minor);
  if (avoidable === 0 && unavoidable === 0) return null;
  return { avoidable, unavoidable, unknown: finite(row.churn_minor) - avoidable - unavoidable };
}

/** A bar's amount in a row: whole kinds where a row has no split, their parts where it has; never both. */
export function bridgeAmount({ kind, part }: BridgeMovement, row: BridgeRow): number {
  const whole = movementOf(row, kind);
  if (kind === "churn") {
    const parts = churnParts(row);
    if (part === null) return parts ? 0 : whole;
    return parts?.[part] ?? 0;
  }
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
