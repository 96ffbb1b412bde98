import type { CustomerSelection } from "./customers-chosen.ts";
import type { JsonFile } from "./page.ts";

/** The module that chooses customers by their labels now, as a file that a filter asks for. */
export const customersNowFile: JsonFile = {
  json: (): Promise<CustomerSelection> => import("./customers-now-module.ts"),
};
