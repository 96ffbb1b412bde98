import type { Page } from "./page.ts";

/** The address of a customer's page, with the selection that travels from page to page. */
export function customerAddress(page: Page, id: string): string {
  const params = new URLSearchParams(page.shared());
  params.set("id", id);
  return `customer.html?${params}`;
}
