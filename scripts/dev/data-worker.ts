import { CompanyBuilder, type PreviewBuild } from "@tideline/loaders";

/** What the worker is asked: build this company into that folder. */
export interface BuildRequest {
  readonly company: string;
  readonly out: string;
  /** Nothing but files of models has changed since the last build: cuts, lists, inputs of health, SQL. */
  readonly isUpdate?: boolean;
}

/** What it answers. */
export type BuildAnswer =
  | { readonly isBuilt: true; readonly name: string; readonly rows: PreviewBuild["rows"] }
  | { readonly isBuilt: false; readonly message: string };

const answer = (value: BuildAnswer) => process.send?.(value);

const builder = new CompanyBuilder();

process.on("message", async ({ company, out, isUpdate = false }: BuildRequest) => {
  try {
    const built = isUpdate ? await builder.update(company, out) : await builder.build(company, out);
    answer({ isBuilt: true, ...built });
  } catch (error) {
    answer({ isBuilt: false, message: error instanceof Error ? error.message : String(error) });
  }
});
// Ctrl+C reaches every process of the terminal; this one ends when its parent ends it or is gone.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit(0));
