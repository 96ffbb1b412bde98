import type { JsonFile, LedgerFiles } from "./page.ts";

/** Ledgers that come with a page's own rows: what waits for a ledger then has both. `load` is called with each of them. */
export function withRows(files: LedgerFiles, load: () => Promise<void>): LedgerFiles {
  const after = (file: JsonFile): JsonFile => ({
    json: async () => {
      const [ledger] = await Promise.all([file.json(), load()]);
      return ledger;
    },
  });
  return { ...files, committed: after(files.committed), live: after(files.live) };
}
