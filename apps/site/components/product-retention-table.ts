import { grrCohort, nrrCohort, type ProductRetentionRow, productRetention } from "@tideline/metrics";
import { chosenLedger, filtersOf } from "./compare-products.ts";
import { h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { type MoneyScale, moneyScale } from "./format.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { ledgerMart, numberStyle, selectionKey } from "./style.ts";
import { type Column, dataTable, toCsv } from "./table.ts";
import { type View, yearBefore } from "./view.ts";
import { mrrWord } from "./words.ts";

/** How the name of a product stands in its row: as a way to the product alone. */
type NameOf = (product: string) => Node;

/** A product, or a step from the products to the whole. */
interface Line {
  name: string;
  /** How its key names it. */
  key: string;
  was: number | null;
  lost: number | null;
  grown: number;
  is: number | null;
  takenUp: number | null;
  /** Customers with a balance of it then. */
  customers: number | null;
  /** Whether rates of it exist. */
  isRated: boolean;
}

type Amount = "was" | "lost" | "grown" | "is" | "takenUp";

function lineOf(row: ProductRetentionRow): Line {
  const { product: name, opening_minor: was, lost_minor: lost, grown_minor: grown } = row;
  const { retained_minor: is, taken_up_minor: takenUp, opening_customers: customers } = row;
  return { name, key: `product=${name}`, was, lost, grown, is, takenUp, customers, isRated: true };
}

/** The products, what leads from them to the whole, and the whole: each column adds up. */
function linesOf(found: NonNullable<ReturnType<typeof productRetention>>): Line[] {
  const { opening_minor: was, kept_minor: kept, retained_minor: is, made_up_minor: madeUp } = found;
  const takenUp = found.rows.reduce((sum, row) => sum + row.taken_up_minor, 0);
  return [
    ...found.rows.map(lineOf).sort((a, b) => (b.was ?? 0) - (a.was ?? 0)),
    {
      name: "Taken up by customers of other products",
      key: "taken up",
      was: null,
      lost: null,
      grown: takenUp,
      is: takenUp,
      takenUp: null,
      customers: null,
      isRated: false,
    },
    {
      name: "Lost of one, made up by another",
      key: "made up",
      was: null,
      lost: madeUp,
      grown: -madeUp,
      is: null,
      takenUp: null,
      customers: null,
      isRated: false,
    },
    {
      name: "All",
      key: "all",
      was,
      lost: kept - was,
      grown: is - kept,
      is,
      takenUp: null,
      customers: found.opening_customers,
      isRated: true,
    },
  ];
}

function columnsOf(view: View, scale: MoneyScale, nameOf: NameOf): Column<Line>[] {
  const style = numberStyle(view);
  const month = view.period.last_month.slice(0, 7);
  const where = (line: Line, what: string) =>
    `productRetention ${what} 12 months ${month} ${line.key}${selectionKey(view)}`;
  const money = (name: string, of: Amount, method: string): Column<Line> => ({
    key: `${of}_minor`,
    name,
    unit: "money",
    value: (line) => line[of],
    cell: (line) =>
      line[of] === null
        ? ""
        : number(
            { value: line[of], unit: "money", mart: ledgerMart(view), key: where(line, of), method },
            { ...style, scale, isSigned: of === "lost" || of === "grown" },
          ),
  });
  const rate = (name: string, id: "grr" | "nrr", method: string): Column<Line> => {
    const shareOf = ({ was, lost, is, isRated }: Line) => {
      if (!isRated || was === null || lost === null) return null;
      return id === "grr"
        ? grrCohort({ opening_minor: was, kept_minor: was + lost })
        : nrrCohort({ opening_minor: was, retained_minor: is });
    };
    return {
      key: id,
      name,
      unit: "rate",
      value: shareOf,
      cell: (line) =>
        line.isRated
          ? number(
              {
                value: shareOf(line),
                unit: "rate",
                mart: ledgerMart(view),
                key: where(line, id),
                method,
                reason: "nobody had it then",
              },
              { ...style, isBare: true },
            )
          : "",
    };
  };
  return [
    {
      key: "product",
      name: "Product",
      unit: "text",
      value: ({ name }) => name,
      cell: ({ name, key }) => (key.startsWith("product=") ? nameOf(name) : name),
    },
    money(yearBefore(view, true).name, "was", "balance then of the customers with any"),
    money("lost", "lost", "of each customer, now less then where it is less"),
    money("grown", "grown", "of each customer, now less then where it is more"),
    money("now, of the same", "is", "balance now of the customers who had it then"),
    rate("GRR, %", "grr", "then and lost / then"),
    rate("NRR, %", "nrr", "now, of the same / then"),
    money("taken up since", "takenUp", "balance now of customers who then had other products"),
    {
      key: "opening_customers",
      name: "customers then",
      unit: "count",
      value: ({ customers }) => customers,
      cell: (line) =>
        line.customers === null
          ? ""
          : number(
              {
                value: line.customers,
                unit: "count",
                mart: ledgerMart(view),
                key: where(line, "customers"),
                method: "with a balance of it then, archived ones too",
              },
              style,
            ),
    },
  ];
}

/** Of each product's balance a year ago, what was lost, what grew, and how that leads to the retention of all. */
export function productRetentionTable(page: Page, view: View, nameOf: NameOf): Node {
  const chosen = chosenLedger(page, view.state, filtersOf(view.state));
  const found =
    chosen &&
    productRetention(chosen.ledger, {
      month: view.period.last_month,
      horizonMonths: 12,
      ...chosen.choice,
    });
  const word = mrrWord(view.state.basis);
  if (!found || found.opening_minor === 0) {
    return h(
      "p.note",
      null,
      `What became of each product's ${word} of twelve months before is n/a: none is known at the end of ${yearBefore(view, true).name}.`,
    );
  }
  const lines = linesOf(found);
  const scale = moneyScale(
    lines.flatMap(({ was, is }) => [was ?? 0, is ?? 0]),
    view.money,
  );
  const columns = columnsOf(view, scale, nameOf);
  const lost = found.rows.reduce((sum, row) => sum + row.lost_minor, 0);
  const amount = (value: number, key: string, method: string) =>
    number(
      {
        value,
        unit: "money",
        mart: ledgerMart(view),
        key: `productRetention ${key}${selectionKey(view)}`,
        method,
      },
      numberStyle(view),
    );
  const title = "Retention by product";
  const table = dataTable(columns, lines, { caption: title });
  table.querySelector("tbody tr:last-child")?.classList.add("total");
  return h(
    "div.table-section",
    { "data-table": "product-retention" },
    h(
      "h2",
      null,
      "Of ",
      amount(-lost, "lost", "sum of what customers lost of each product"),
      ` ${word} that products lost in a year, customers made up `,
      found.made_up_minor === 0
        ? "nothing"
        : amount(
            found.made_up_minor,
            "made up",
            "what one product lost and the same customer's others gained",
          ),
      " with another",
    ),
    h(
      "p.subtitle",
      null,
      `${view.who} · ${word} of each product's customers of twelve months before, ${scale.name} a month · ${yearBefore(view, true).name} to now`,
    ),
    table,
    h(
      "p.caveat",
      null,
      "Money adds up to All, which is the retention of whole customers. “Taken up since” stands under “now” of All and of no product. Customers do not add up: who has several products counts in each.",
      found.rows.some(({ opening_customers }) => opening_customers > 0 && opening_customers < fewCustomers) &&
        ` A rate of fewer than ${fewCustomers} customers moves by chance.`,
    ),
    h(
      "p.actions",
      null,
      textButton("CSV", () =>
        download(
          `${fileStem(view.company.name, view.state.basis, title, view.period.period)}.csv`,
          toCsv(columns, lines, view.money),
          "text/csv",
        ),
      ),
    ),
  );
}
