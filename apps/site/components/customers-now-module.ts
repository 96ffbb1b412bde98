/** What a page needs once the reader chooses customers by their labels now. */
export { customersNow } from "@tideline/metrics";
