import { z } from "zod";
import type { Layout } from "../read/layout.ts";
import { layouts } from "../read/layouts.ts";
import { currencyExponent } from "./currency.ts";

const layoutName = z
  .enum(Object.keys(layouts) as Layout["name"][])
  .describe(`one of ${Object.keys(layouts).join(", ")}`);

const constant = z.strictObject({
  value: z.union([z.string(), z.number(), z.boolean()]).describe("a text, a number, true or false"),
});

const columnName = z
  .union([z.string().min(1), constant])
  .describe('the name of a column of the export, or a constant as {"value": "..."}');

/** One entry of `sources` in company.json: which files, which layout, how they are written. */
export const sourceSettings = z
  .strictObject({
    layout: layoutName,
    file: z.string().min(1).describe('a path or a pattern such as "exports/contracts-*.csv"'),
    format: z.enum(["csv", "json", "parquet"]).describe('"csv", "json" or "parquet"').optional(),
    columns: z.record(z.string(), columnName).describe("an object of canonical column: export column"),
    where: z.string().min(1).describe("a SQL condition over the export's own columns").optional(),
    units: z.enum(["major", "minor"]).default("major").describe('"major" (12.50) or "minor" (1250)'),
    date_format: z
      .string()
      .refine((text) => text === "iso" || text.includes("%"))
      .default("iso")
      .describe('"iso" or a format such as "%d/%m/%Y"'),
    decimal: z.enum([".", ","]).default(".").describe('"." or ","'),
    thousands: z.enum([",", ".", " ", "'"]).describe('",", ".", " " or "\'"').optional(),
    delimiter: z
      .string()
      .length(1)
      .refine((text) => !'"\r\n'.includes(text))
      .describe('one character, such as ";"')
      .optional(),
    end_on_is: z
      .enum(["first_day_off", "last_day_of_service"])
      .default("first_day_off")
      .describe('"first_day_off" or "last_day_of_service"'),
    end_means: z
      .enum(["term", "cancelled", "replaced"])
      .describe('"term", "cancelled" or "replaced"')
      .optional(),
    currency: z
      .string()
      .refine((code) => currencyExponent(code) !== null)
      .describe('an ISO 4217 code in capitals, such as "EUR"')
      .optional(),
  })
  .superRefine((source, context) => {
    for (const problem of columnProblems(source)) {
      context.addIssue({
        code: "custom",
        path: problem.path,
        message: problem.message,
        params: { got: problem.got },
      });
    }
  });

export type SourceSettings = z.infer<typeof sourceSettings>;

interface Problem {
  path: string[];
  message: string;
  got: unknown;
}

function columnProblems(source: SourceSettings): Problem[] {
  const layout = layouts[source.layout];
  const allowed = Object.keys(layout.columns);
  const mapped = Object.keys(source.columns);
  const problems: Problem[] = mapped
    .filter((name) => !allowed.includes(name))
    .map((name) => ({ path: ["columns", name], message: "unknown column", got: source.columns[name] }));
  for (const [name, column] of Object.entries(layout.columns)) {
    if (column.required === undefined || mapped.includes(name)) continue;
    const message = `${name} is not mapped; say which column of the export holds it: ${column.meaning}`;
    problems.push({ path: ["columns"], message, got: source.columns });
  }
  const prices = layout.exactlyOne ?? [];
  const given = prices.filter((name) => mapped.includes(name));
  if (prices.length > 0 && given.length !== 1) {
    const message = `exactly one of ${prices.join(", ")} is mapped; keep the one the other amounts follow from`;
    problems.push({ path: ["columns"], message, got: given.length === 0 ? undefined : given });
  }
  const isPerPeriod = mapped.includes("unit_price") || mapped.includes("amount");
  const perPeriod = isPerPeriod && allowed.includes("billing_period");
  if (perPeriod && !mapped.includes("billing_period")) {
    const message = `${given[0]} needs billing_period; map its column or give a constant: {"value": "annual"}`;
    problems.push({ path: ["columns"], message, got: undefined });
  }
  if (mapped.includes("term_value") && !mapped.includes("end_on")) {
    const message = "term_value needs end_on; a contract's value is spread from its start to its end";
    problems.push({ path: ["columns"], message, got: undefined });
  }
  if (mapped.includes("resumes_on") && !mapped.includes("paused_on")) {
    const message = "resumes_on needs paused_on; a pause has a first day";
    problems.push({ path: ["columns"], message, got: undefined });
  }
  if (mapped.includes("notice_withdrawn_on") && !mapped.includes("notice_on")) {
    const message = "notice_withdrawn_on needs notice_on; only a recorded notice can be taken back";
    problems.push({ path: ["columns"], message, got: undefined });
  }
  if (source.thousands === source.decimal) {
    const message = "the decimal sign and the thousands sign differ; correct one of them";
    problems.push({ path: ["thousands"], message, got: source.thousands });
  }
  return problems;
}
