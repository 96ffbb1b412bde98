import type { DrawnKind } from "./rows.ts";
import { theme } from "./theme.ts";

/** Kinds drawn as one colour in the movement bars. */
export type MovementGroup = {
  /** Key handed to onSelect and written on the marks. */
  kind: string;
  name: string;
  /** The name where there is little room. */
  short: string;
  kinds: readonly DrawnKind[];
  fill: string;
  /** Colour of the direct label. */
  ink: string;
};

/** From the zero line outwards: what comes in dark, what grows light; what shrinks light, what leaves dark. */
export const movementGroups: readonly MovementGroup[] = [
  {
    kind: "new",
    name: "New and reactivated",
    short: "New",
    kinds: ["new", "reactivation"],
    fill: theme.gain,
    ink: theme.gain,
  },
  {
    kind: "expansion",
    name: "Add-on and upgrade",
    short: "Grown",
    kinds: ["add_on", "upgrade"],
    fill: theme.gainTint,
    ink: theme.gain,
  },
  {
    kind: "contraction",
    name: "Shrunk or archived",
    short: "Shrunk",
    kinds: ["downgrade", "archive", "product_churn"],
    fill: theme.lossTint,
    ink: theme.loss,
  },
  { kind: "churn", name: "Churn", short: "Churn", kinds: ["churn"], fill: theme.loss, ink: theme.loss },
  {
    kind: "other",
    name: "Rates and transfers",
    short: "Other",
    kinds: ["transfer", "moved", "fx"],
    fill: theme.muted,
    ink: theme.muted,
  },
];
