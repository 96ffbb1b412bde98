export * from "./ledger-file.ts";
export * from "./rows.ts";
