import {
  activationByAge,
  type CustomerOutcome,
  daysByQuarter,
  firstRenewalByDays,
  type LedgerFile,
  type OnboardingCustomer,
} from "@tideline/metrics";
import type { Columns } from "../components/data.ts";
import type { OnboardingFile } from "../components/onboarding-data.ts";
import type { OutcomeFile } from "../components/outcome-data.ts";

function toColumns<Row extends object>(
  rows: readonly Row[],
  names: readonly (keyof Row & string)[],
): Columns {
  return Object.fromEntries(
    names.map((name) => [name, rows.map((row) => row[name] as string | number | null)]),
  );
}

/** Classes by turns: of 31 customers 14 lost at the first renewal, 4 at the second, 8 renewed and 5 not yet due. */
const turn = [
  ...Array.from({ length: 14 }, () => ["lost_at_renewal", 1] as const),
  ...Array.from({ length: 4 }, () => ["lost_at_renewal", 2] as const),
  ...Array.from({ length: 8 }, () => ["renewed", 2] as const),
  ...Array.from({ length: 5 }, () => ["none_due_yet", null] as const),
];

const sampleBands = [
  { band: "unscored", band_no: 0 },
  { band: "green", band_no: 3 },
  { band: "yellow", band_no: 2 },
  { band: "green", band_no: 3 },
  { band: "red", band_no: 1 },
];

/** What became of the customers of a ledger, as the loaders write it. */
export function sampleOutcomes(ledger: LedgerFile): { outcomes: OutcomeFile; outcomeRows: Columns } {
  const unit = 10 ** ledger.exponent;
  const rows = ledger.customers.id.map((customer_id, index): CustomerOutcome => {
    const [name, renewal_number] = turn[(index * 7) % turn.length] ?? ["none_due_yet", null];
    const isThere = name !== "lost_at_renewal";
    const answers = isThere ? index % 3 : 0;
    return {
      customer_id,
      class: name,
      renewal_number,
      original_minor: isThere ? 100 * unit : null,
      contract_minor: isThere ? (100 + (index % 80)) * unit : null,
      answers,
      promoters: Math.min(answers, 1),
      detractors: answers > 1 ? 1 : 0,
      band: isThere ? (sampleBands[index % sampleBands.length]?.band ?? null) : null,
    };
  });
  const keys = [...new Set(rows.map((row) => JSON.stringify([row.class, row.renewal_number])))];
  const classes = keys.map((key) => {
    const of = rows.filter((row) => JSON.stringify([row.class, row.renewal_number]) === key);
    const sum = (value: (row: CustomerOutcome) => number) => of.reduce((total, row) => total + value(row), 0);
    return {
      class: of[0]?.class ?? "",
      renewal_number: of[0]?.renewal_number ?? null,
      customers: of.length,
      present: sum(({ contract_minor }) => (contract_minor === null ? 0 : 1)),
      original_minor: sum(({ original_minor }) => original_minor ?? 0),
      contract_minor: sum(({ contract_minor }) => contract_minor ?? 0),
      growth_micros: sum(({ original_minor, contract_minor }) =>
        Math.round((1e6 * (contract_minor ?? 0)) / (original_minor ?? 1)),
      ),
      answers: sum(({ answers }) => answers),
      promoters: sum(({ promoters }) => promoters),
      detractors: sum(({ detractors }) => detractors),
    };
  });
  const ofBand = keys.flatMap((key) =>
    ["unscored", "red", "yellow", "green"].flatMap((band, band_no) => {
      const of = rows.filter(
        (row) => JSON.stringify([row.class, row.renewal_number]) === key && row.band === band,
      );
      const [first] = of;
      if (!first) return [];
      const { class: name, renewal_number } = first;
      return [{ class: name, renewal_number, band, band_no, customers: of.length }];
    }),
  );
  const own = [
    "renewal_number",
    "original_minor",
    "contract_minor",
    "answers",
    "promoters",
    "detractors",
  ] as const;
  return {
    outcomes: {
      classes: toColumns(classes, ["class", "customers", "present", "growth_micros", ...own]),
      health: toColumns(ofBand, ["class", "renewal_number", "band", "band_no", "customers"]),
    },
    outcomeRows: toColumns(
      rows.map((row, index) => ({
        ...row,
        tenure_months: row.contract_minor === null ? null : (index * 5) % 61,
      })),
      ["customer_id", "class", "band", "tenure_months", ...own],
    ),
  };
}

/** How soon customers went live, and what became of their first renewal; one in nine still waits. */
export function sampleOnboarding(ledger: LedgerFile): {
  onboarding: OnboardingFile;
  onboardingRows: Columns;
} {
  const unit = 10 ** ledger.exponent;
  const rows = ledger.customers.id.map((customer_id, index): OnboardingCustomer => {
    const age_days = 40 + ((index * 29) % 900);
    const days = index % 9 === 4 ? null : 10 + ((index * 17) % 140);
    const onboarding_days = days !== null && days <= age_days ? days : null;
    const isDecided = age_days > 365;
    const isRenewed = (index * 7) % 100 < 95 - (onboarding_days ?? 60) / 3;
    return {
      customer_id,
      signed_quarter: `${2022 + (index % 2)}-${["01", "04", "07", "10"][index % 4]}-01`,
      onboarding_days,
      age_days,
      is_recorded: onboarding_days !== null || !isDecided || !isRenewed,
      first_renewal: isDecided ? (isRenewed ? "renewed" : "lost") : null,
      renewal_days: isDecided ? onboarding_days : null,
      due_minor: isDecided ? 100 * unit : null,
      renewed_minor: isDecided ? (isRenewed ? (90 + (index % 30)) * unit : 0) : null,
    };
  });
  const recorded = rows.filter(({ is_recorded }) => is_recorded);
  return {
    onboarding: {
      by_days: toColumns(daysByQuarter(recorded), ["signed_quarter", "onboarding_days", "customers"]),
      by_age: toColumns(activationByAge(recorded), ["age_days", "old_enough", "activated"]),
      first_renewal: toColumns(firstRenewalByDays(rows), [
        "from_days",
        "to_days",
        "decided",
        "renewed",
        "due_minor",
        "renewed_minor",
        "kept_minor",
      ]),
      unrecorded: toColumns(daysByQuarter(rows.filter(({ is_recorded }) => !is_recorded)), [
        "signed_quarter",
        "customers",
      ]),
    },
    onboardingRows: toColumns(rows, [
      "customer_id",
      "signed_quarter",
      "onboarding_days",
      "age_days",
      "is_recorded",
      "first_renewal",
      "renewal_days",
      "due_minor",
      "renewed_minor",
    ]),
  };
}
