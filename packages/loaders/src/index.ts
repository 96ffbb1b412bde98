export { type BuildResult, type BuildWatcher, buildCompany } from "./build/build-company.ts";
export { companyFingerprint } from "./build/fingerprint.ts";
export { sourcesText, summaryText } from "./cli/summary-text.ts";
export { type LedgerInput, type LedgerOutput, ledgerOf } from "./ledger-of.ts";
