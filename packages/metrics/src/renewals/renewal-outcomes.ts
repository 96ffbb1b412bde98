import type { RenewalRow } from "./renewal-rows.ts";

/** What can become of a renewal, in the order in which files number it. */
export const RENEWAL_OUTCOMES = [
  "renewed_up",
  "renewed_flat",
  "renewed_down",
  "archived",
  "cancelled",
  "late",
  "open",
] as const satisfies readonly RenewalRow["outcome"][];
