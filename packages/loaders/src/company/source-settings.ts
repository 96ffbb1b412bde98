import { z } from "zod";
import type { Layout } from "../read/layout.ts";
import { layouts } from "../read/layouts.ts";
import { currencyExponent } from "./currency.ts";
import { isTimeZone } from "./time-zone.ts";

const layoutName = z
  .string()
  .refine((name) => Object.hasOwn(layouts, name))
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
    layout: layoutName.optional(),
    file: z.string().min(1).describe('a path or a pattern such as "exports/contracts-*.csv"'),
    format: z.enum(["csv", "json", "parquet"]).describe('"csv", "json" or "parquet"').optional(),
    columns: z
      .record(z.string(), columnName)
      .describe("an object of canonical column: export column")
      .optional(),
    where: z.string().min(1).describe("a SQL condition over the export's own columns").optional(),
    units: z.enum(["major", "minor"]).describe('"major" (12.50) or "minor" (1250)').optional(),
    date_format: z
      .string()
      .refine((text) => text === "iso" || text === "epoch" || text.includes("%"))
      .describe('"iso", "epoch" or a format such as "%d/%m/%Y"')
      .optional(),
    moments_in: z.string().refine(isTimeZone).describe('an IANA time zone, such as "UTC"').optional(),
    decimal: z.enum([".", ","]).describe('"." or ","').optional(),
    thousands: z.enum([",", ".", " ", "'"]).describe('",", ".", " " or "\'"').optional(),
    delimiter: z
      .string()
      .length(1)
      .refine((text) => !'"\r\n'.includes(text))
      .describe('one character, such as ";"')
      .optional(),
    end_on_is: z
      .enum(["first_day_off", "last_day_of_service"])
      .describe('"first_day_off" or "last_day_of_service"')
      .optional(),
    end_means: z
      .enum(["term", "cancelled", "replaced"])
      .describe('"term", "cancelled" or "replaced"')
      .optional(),
    currency: z
      .string()
      .refine((code) => currencyExponent(code) !== null)
      .describe('an ISO 4217 code in capitals, such as "EUR"')
      .optional(),
    options: z
      .record(
        z.string(),
        z
          .union([z.string(), z.record(z.string(), z.string())])
          .describe("a text, or an object of the export's words to the layout's"),
      )
      .describe("an object of the layout's own settings")
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
  const layout = source.layout === undefined ? undefined : layouts[source.layout];
  if (layout === undefined) return [];
  const columns = source.columns ?? {};
  const allowed = Object.keys(layout.columns);
  const problems: Problem[] = Object.keys(columns)
    .filter((name) => !allowed.includes(name))
    .map((name) => ({ path: ["columns", name], message: "unknown column", got: columns[name] }));
  if (layout.vendor === undefined) problems.push(...mappingProblems(source, layout));
  problems.push(...optionProblems(source, layout));
  if (source.thousands !== undefined && source.thousands === (source.decimal ?? ".")) {
    const message = "the decimal sign and the thousands sign differ; correct one of them";
    problems.push({ path: ["thousands"], message, got: source.thousands });
  }
  return problems;
}

/** What a neutral layout lacks: its columns are those company.json names. */
function mappingProblems(source: SourceSettings, layout: Layout): Problem[] {
  const problems: Problem[] = [];
  const allowed = Object.keys(layout.columns);
  const mapped = Object.keys(source.columns ?? {});
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
  const { atLeastOne = [] } = layout;
  if (atLeastOne.length > 0 && !atLeastOne.some((name) => mapped.includes(name))) {
    const message = `none of ${atLeastOne.join(", ")} is mapped; map one of them, every row gives at least one`;
    problems.push({ path: ["columns"], message, got: source.columns });
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
  return problems;
}

function optionProblems(source: SourceSettings, layout: Layout): Problem[] {
  const options = layout.vendor?.options ?? {};
  return Object.entries(source.options ?? {}).flatMap(([name, word]): Problem[] => {
    const option = options[name];
    if (option === undefined) {
      const there = Object.keys(options).join(", ");
      const message = `${layout.name} has no such option; remove it${there === "" ? "" : ` (options: ${there})`}`;
      return [{ path: ["options", name], message, got: word }];
    }
    const isMap = option.map !== undefined;
    const words = typeof word === "string" ? [word] : Object.values(word);
    if (isMap === (typeof word !== "string") && words.every((one) => option.words.includes(one))) return [];
    const allowed = option.words.map((one) => `"${one}"`).join(" or ");
    const message = `expected ${isMap ? `an object of the export's words to ${allowed}` : allowed}; ${option.meaning}`;
    return [{ path: ["options", name], message, got: word }];
  });
}
