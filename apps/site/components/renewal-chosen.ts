import { labelLedger } from "./customers-chosen.ts";
import { fill, h } from "./dom.ts";
import { liveOf } from "./live.ts";
import type { Measured } from "./number.ts";
import type { JsonFile, Page } from "./page.ts";
import type { AheadRow, Renewals } from "./renewal-data.ts";
import { renewalKey } from "./renewal-key.ts";
import type { RenewalFiles, RenewalSelection } from "./renewal-selection-module.ts";
import { isWhole } from "./state.ts";

/** The renewals and customers that a cut or a filter asks for, with the module that chooses among them: one file to the page. */
export function renewalSelection(files: Readonly<Record<keyof RenewalFiles, JsonFile>>): JsonFile {
  return {
    json: async (): Promise<RenewalSelection> => {
      const [module, ...read] = await Promise.all([
        import("./renewal-selection-module.ts"),
        files.renewals.json(),
        files.ahead.json(),
        files.customers.json(),
      ]);
      const [renewals, ahead, customers] = read as RenewalFiles[keyof RenewalFiles][];
      return new module.RenewalSelection({ renewals, ahead, customers } as RenewalFiles, labelLedger);
    },
  };
}

/** What chooses renewals, once a cut or a filter asked for it and it is here. */
export const selectionOf = (page: Page): RenewalSelection | null =>
  page.chosenRows as RenewalSelection | null;

/** What is shown: all renewals from the marts, or those chosen from the rows; null before what that needs is here. */
export function shownRenewals(page: Page, all: Renewals): Renewals | null {
  return isWhole(page.state) ? all : (selectionOf(page)?.shown(page, all) ?? null);
}

/** What is shown of the renewals ahead: all, or those chosen; null before what that needs is here. */
export function shownAhead(page: Page, all: readonly AheadRow[]): readonly AheadRow[] | null {
  return isWhole(page.state) ? all : (selectionOf(page)?.chosen(page)?.ahead() ?? null);
}

/** A number of the page with where it comes from: the mart of all customers, or the rows of those chosen. */
export function renewalMeasured(page: Page, measured: Measured, rows = "renewals__by_customer"): Measured {
  if (isWhole(page.state) || !page.view) return measured;
  return { ...measured, mart: rows, key: `${measured.key}${renewalKey(page, page.view)}` };
}

/** Renewals label by label of the cut, once one is chosen. */
export function renewalsByLabel(page: Page): HTMLElement {
  const box = h("div");
  page.listen(() => {
    if (!box.hasChildNodes()) fill(box, selectionOf(page)?.byLabel(page));
  });
  return box;
}

/** A part of the page that is drawn again when other renewals are shown. */
export const renewalPart = (
  page: Page,
  all: Renewals,
  options: { render: (shown: Renewals) => Node; className?: string },
): HTMLElement => liveOf(page, { shown: () => shownRenewals(page, all), ...options });
