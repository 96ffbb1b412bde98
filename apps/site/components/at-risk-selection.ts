import { type AtRiskAllRowsFile, worstFirst } from "./at-risk-data.ts";
import type { RiskSelection } from "./at-risk-selection-module.ts";
import { labelLedger } from "./customers-chosen.ts";
import type { JsonFile } from "./page.ts";

/** All rows of the page with the module that chooses among them: one file to the page, asked for by a filter. */
export const atRiskSelection = (rows: JsonFile): JsonFile => ({
  json: async (): Promise<RiskSelection> => {
    const [module, file] = await Promise.all([import("./at-risk-selection-module.ts"), rows.json()]);
    return new module.RiskSelection(file as AtRiskAllRowsFile, labelLedger, worstFirst);
  },
});
