import { labelBasis } from "./customers-chosen.ts";
import type { Page } from "./page.ts";
import { selectionKey } from "./style.ts";
import type { View } from "./view.ts";

/** Names the renewals chosen in a key, with the basis whose labels count. */
export const renewalKey = (page: Page, view: View, label = view.state.label): string =>
  selectionKey(view, label, labelBasis(page.summary));
