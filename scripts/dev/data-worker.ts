import { type BuildResult, buildCompany } from "@tideline/loaders";

/** What the worker is asked: build this company into that folder. */
export interface BuildRequest {
  readonly company: string;
  readonly out: string;
}

/** What it answers. */
export type BuildAnswer =
  | { readonly isBuilt: true; readonly name: string; readonly rows: BuildResult["read"]["totals"] }
  | { readonly isBuilt: false; readonly message: string };

const answer = (value: BuildAnswer) => process.send?.(value);

process.on("message", async ({ company, out }: BuildRequest) => {
  try {
    const { name, read } = await buildCompany(company, out);
    answer({ isBuilt: true, name, rows: read.totals });
  } catch (error) {
    answer({ isBuilt: false, message: error instanceof Error ? error.message : String(error) });
  }
});
// Ctrl+C reaches every process of the terminal; this one ends when its parent ends it or is gone.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit(0));
