import { customerAddress } from "./customer-address.ts";
import { h } from "./dom.ts";
import type { Page } from "./page.ts";
import type { Column } from "./table.ts";

interface Named {
  customer_id: string;
  name: string | null;
}

/** The column of customers by name, else by id: a choice opens the customer's panel, or within a panel leads to its page. */
export function customerColumn<Row extends Named>(page: Page, opens: "panel" | "page"): Column<Row> {
  const nameOf = ({ name, customer_id }: Named) => name ?? customer_id;
  return {
    key: "customer_name",
    name: "Customer",
    unit: "text",
    value: nameOf,
    cell: (row) =>
      opens === "page"
        ? h("a", { href: customerAddress(page, row.customer_id) }, nameOf(row))
        : h(
            "button.text-button",
            { type: "button", onclick: () => page.show({ customer: row.customer_id }) },
            nameOf(row),
          ),
  };
}
