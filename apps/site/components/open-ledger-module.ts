/** What opens a ledger: a chunk of its own, asked for with the ledger. */
export { openLedger } from "@tideline/metrics";
