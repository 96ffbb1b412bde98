import { type AheadMonth, type CustomerClassRow, formatDate, formatPeriod } from "@tideline/metrics";
import { h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { columnScale } from "./format.ts";
import { live } from "./live.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { renewalStyle } from "./renewal-data.ts";
import { renewalKey } from "./renewal-key.ts";
import { type RenewalLabel, renewalLabels, titleOf } from "./renewal-labels.ts";
import { renewalRatesByLabel } from "./renewal-rates-by-label.ts";
import type { RenewalSelection } from "./renewal-selection-module.ts";
import { type Column, dataTable, toCsv } from "./table.ts";
import type { View } from "./view.ts";
import { capital } from "./words.ts";

/** A column of a table by label: what it is called, and what of a label it sums. */
interface LabelSum {
  key: string;
  name: string;
  unit: "count" | "money";
  of: (row: RenewalLabel) => number;
}

interface LabelSums {
  id: string;
  mart: string;
  title: (by: string) => string;
  subtitle: (view: View, by: string) => string;
  columns: readonly LabelSum[];
}

/** A table with a row for each label, the largest first, and its file. */
function sumsTable(page: Page, selection: RenewalSelection, table: LabelSums): HTMLElement {
  const [first] = table.columns;
  return live(
    page,
    (view) => {
      const by = titleOf(view);
      const rows = (renewalLabels(page, view, selection) ?? [])
        .filter((row) => table.columns.some(({ of }) => of(row) !== 0))
        .sort((a, b) => (first?.of(b) ?? 0) - (first?.of(a) ?? 0) || (a.name < b.name ? -1 : 1));
      if (rows.length === 0) return h("span");
      const style = renewalStyle(page);
      const columns: Column<RenewalLabel>[] = [
        { key: "label", name: capital(by), unit: "text", value: ({ name }) => name },
        ...table.columns.map(({ key, name, unit, of }): Column<RenewalLabel> => {
          const scale = columnScale(rows, of, style.money);
          return {
            key,
            name: unit === "money" ? `${name}, ${scale.name}` : name,
            unit,
            value: of,
            cell: (row) =>
              number(
                {
                  value: of(row),
                  unit,
                  mart: table.mart,
                  key: `${key}${renewalKey(page, view, row.label)}`,
                  method: name,
                },
                unit === "money" ? { ...style, scale } : style,
              ),
          };
        }),
      ];
      const title = table.title(by);
      const save = () =>
        download(`${fileStem(view.company.name, title)}.csv`, toCsv(columns, rows, view.money), "text/csv");
      return h(
        "div.table-section",
        { "data-table": table.id },
        h("h2", null, title),
        h("p.subtitle", null, table.subtitle(view, by)),
        dataTable(columns, rows, { caption: title }),
        h("p.actions", null, textButton("CSV", save)),
      );
    },
    { usesLedger: true, usesCut: true, isQuiet: true },
  );
}

const sumAhead =
  (column: Exclude<keyof AheadMonth, "due_month" | "state">) =>
  ({ ahead }: RenewalLabel): number =>
    ahead.reduce((sum, row) => sum + row[column], 0);

const sumClasses =
  (isIn: (row: CustomerClassRow) => boolean) =>
  ({ classes }: RenewalLabel): number =>
    classes.filter(isIn).reduce((sum, { customers }) => sum + customers, 0);

const lostAt = (isNumber: (times: number) => boolean) =>
  sumClasses((row) => row.class === "lost_at_renewal" && isNumber(row.renewal_number ?? 0));

/** Renewals label by label of the cut, or of both cuts: rates, what falls due, and what became of the customers. */
export function renewalByLabel(page: Page, selection: RenewalSelection): Node[] {
  return [
    renewalRatesByLabel(page, selection),
    sumsTable(page, selection, {
      id: "renewals-ahead-by-label",
      mart: "renewals__upcoming",
      title: (by) => `Due this quarter and next, by ${by}`,
      subtitle: (view) =>
        `${view.who}, by the newest label · monthly amounts of the lines whose term ends; late ones too · as known on ${formatDate(view.company.as_of)}`,
      columns: [
        { key: "renewals", name: "Renewals", unit: "count", of: sumAhead("renewals") },
        { key: "due_minor", name: "Due", unit: "money", of: sumAhead("due_minor") },
        { key: "signed_due_minor", name: "Signed", unit: "money", of: sumAhead("signed_due_minor") },
        { key: "noticed_due_minor", name: "Noticed", unit: "money", of: sumAhead("noticed_due_minor") },
        { key: "late_due_minor", name: "Late", unit: "money", of: sumAhead("late_due_minor") },
        { key: "open_due_minor", name: "Open", unit: "money", of: sumAhead("open_due_minor") },
      ],
    }),
    sumsTable(page, selection, {
      id: "classes-by-label",
      mart: "customers__class",
      title: (by) => `Customers by outcome of their renewals, by ${by}`,
      subtitle: (view, by) =>
        `${view.who}, by ${by} at the first month end · each customer in exactly one column after the first · end of ${formatPeriod(view.company.last_month?.slice(0, 7) ?? view.state.to)}`,
      columns: [
        { key: "customers", name: "Customers", unit: "count", of: sumClasses(() => true) },
        { key: "lost first", name: "Lost at first renewal", unit: "count", of: lostAt((k) => k <= 1) },
        { key: "lost second", name: "at second", unit: "count", of: lostAt((k) => k === 2) },
        { key: "lost later", name: "later", unit: "count", of: lostAt((k) => k > 2) },
        {
          key: "lost between",
          name: "between",
          unit: "count",
          of: sumClasses((row) => row.class === "lost_between_renewals"),
        },
        { key: "late", name: "Late", unit: "count", of: sumClasses((row) => row.class === "late") },
        {
          key: "none due",
          name: "None due yet",
          unit: "count",
          of: sumClasses((row) => row.class === "none_due_yet"),
        },
        {
          key: "renewed",
          name: "Renewed and still there",
          unit: "count",
          of: sumClasses((row) => row.class === "renewed" && row.renewal_number !== 0),
        },
        {
          key: "other",
          name: "Other",
          unit: "count",
          of: sumClasses(
            (row) => row.class === "unknown_ordinal" || (row.class === "renewed" && row.renewal_number === 0),
          ),
        },
      ],
    }),
  ];
}
