/** What a page needs once the reader asks for one product. */
export { productLedger } from "@tideline/metrics";
