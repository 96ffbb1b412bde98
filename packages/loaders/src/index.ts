export { assertOutFolder } from "./build/assert-out-folder.ts";
export { type BuildResult, type BuildWatcher, buildCompany } from "./build/build-company.ts";
export { CompanyBuilder, type PreviewBuild } from "./build/company-builder.ts";
export { companyFingerprint } from "./build/fingerprint.ts";
export { withWorkFolder } from "./build/work-folder.ts";
export { sourcesText, summaryText } from "./cli/summary-text.ts";
export { loadCompany } from "./company/load-company.ts";
export type { CutRow, ScriptCut } from "./cuts/script-cut.ts";
export { type LedgerInput, type LedgerOutput, ledgerOf } from "./ledger-of.ts";
