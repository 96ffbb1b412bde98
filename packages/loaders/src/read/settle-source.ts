import type { CompanySource } from "../company/load-company.ts";
import type { SourceSettings } from "../company/source-settings.ts";
import type { Layout, WrittenKey } from "./layout.ts";

/** A source whose layout is known, and with it how its files are written. */
export interface SettledSource extends CompanySource {
  layout: Layout;
  settings: SettledSettings;
}

type Settled = "layout" | "columns" | "units" | "date_format" | "decimal" | "end_on_is";
type SettledSettings = Omit<SourceSettings, Settled> & {
  [Key in Settled]-?: NonNullable<SourceSettings[Key]>;
};

/** What holds where neither company.json nor the layout says otherwise. */
const usual = { units: "major", date_format: "iso", decimal: ".", end_on_is: "first_day_off" } as const;

/**
 * How is a source of a layout written? As company.json says, else as every export of the layout is.
 *
 * @throws Error naming the first setting the layout asks for and company.json does not give
 */
export function settleSource(source: CompanySource, layout: Layout): SettledSource {
  const { settings } = source;
  for (const [key, wayOut] of Object.entries(layout.vendor?.asks ?? {})) {
    if (settings[key as WrittenKey] !== undefined) continue;
    throw new Error(
      `company.json ${source.key}.${key}: a file of the layout ${layout.name} does not tell, got nothing; ${wayOut}`,
    );
  }
  const written = { ...usual, ...layout.vendor?.written };
  const { columns = {}, ...given } = settings;
  return {
    ...source,
    layout,
    settings: {
      ...written,
      ...given,
      layout: layout.name,
      columns,
      units: given.units ?? written.units,
      date_format: given.date_format ?? written.date_format,
      decimal: given.decimal ?? written.decimal,
      end_on_is: given.end_on_is ?? written.end_on_is,
    },
  };
}
