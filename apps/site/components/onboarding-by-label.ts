import { activationRate, daysByShare, formatDate, renewalRateLogo } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { ledgerMessage } from "./live.ts";
import { type Measured, number } from "./number.ts";
import { activation } from "./onboarding-activation.ts";
import {
  type OnboardingLabel,
  onboardingMeasured,
  onboardingStyle,
  type TimeToValue,
} from "./onboarding-data.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import type { Column } from "./table.ts";
import type { View } from "./view.ts";
import { capital, inSentence, quoted } from "./words.ts";

/** The age labels are compared at. */
const comparedAge = 90;

const atAge = ({ ages }: OnboardingLabel) =>
  ages.find(({ age_days }) => age_days === comparedAge) ?? {
    age_days: comparedAge,
    old_enough: 0,
    activated: 0,
  };
const decidedOf = ({ renewals }: OnboardingLabel) => renewals.reduce((sum, { decided }) => sum + decided, 0);
const renewalRate = ({ renewals }: OnboardingLabel) =>
  renewalRateLogo(renewals.map((row) => ({ ...row, renewed_logos: row.renewed })));

function columnsOf(page: Page, view: View, title: string): Column<OnboardingLabel>[] {
  const style = onboardingStyle(page, view);
  const column = (
    of: Pick<Column<OnboardingLabel>, "key" | "name"> & Pick<Measured, "unit" | "method" | "reason">,
    value: (label: OnboardingLabel) => number | null,
  ): Column<OnboardingLabel> => ({
    key: of.key,
    name: of.name,
    unit: of.unit === "rate" ? "rate" : "count",
    value,
    cell: (label) =>
      number(
        onboardingMeasured(view, {
          value: value(label),
          unit: of.unit,
          mart: "onboarding__customers",
          key: of.key,
          label: label.name,
          method: of.method,
          reason: of.reason,
        }),
        style,
      ),
  });
  const waiting = "fewer of them are live yet";
  return [
    { key: "label", name: capital(title), unit: "text", value: ({ name }) => name },
    column(
      { key: "customers", name: "Customers", unit: "count", method: "customers signed" },
      ({ customers }) => customers,
    ),
    ...([0.5, 0.9] as const).map((share) =>
      column(
        {
          key: `daysByShare ${share}`,
          name: share === 0.5 ? "Half, days" : "90 %, days",
          unit: "count",
          method: `days by which ${100 * share} % of all customers signed were live`,
          reason: waiting,
        },
        ({ days }) => daysByShare(days, share),
      ),
    ),
    column(
      {
        key: "old_enough",
        name: "Old enough",
        unit: "count",
        method: `signed ${comparedAge} days ago or earlier`,
      },
      (label) => atAge(label).old_enough,
    ),
    {
      key: "activation_rate",
      name: `Live within ${comparedAge} days`,
      unit: "rate",
      value: (label) => activationRate(atAge(label)),
      cell: (label) => number(activation(view, atAge(label), label.name), style),
    },
    column(
      { key: "decided", name: "First renewals decided", unit: "count", method: "first renewals decided" },
      decidedOf,
    ),
    column(
      {
        key: "renewalRateLogo",
        name: "Of them renewed",
        unit: "rate",
        method: "first renewals renewed / decided",
        reason: "no first renewal is decided",
      },
      renewalRate,
    ),
  ];
}

function specOf(page: Page, view: View, onboarding: TimeToValue): FigureSpec<OnboardingLabel> | null {
  const { cut, second, label } = view.state;
  if (cut === null || (label !== null && second === null) || onboarding.all.ages.length === 0) return null;
  const labels = onboarding.labels(view, page);
  const rows = (labels ?? []).toSorted(
    (a, b) => (activationRate(atAge(b)) ?? -1) - (activationRate(atAge(a)) ?? -1),
  );
  const title = [view.cutTitle, view.second?.title]
    .flatMap((one) => (one ? [inSentence(one)] : []))
    .join(" and ");
  const style = onboardingStyle(page, view);
  const many = rows.filter((row) => atAge(row).old_enough >= fewCustomers);
  const [best, last] = [many[0], many.at(-1)];
  return {
    claim:
      best && last && best !== last
        ? [
            `${quoted(best.name)} goes live soonest: `,
            number(activation(view, atAge(best), best.name), style),
            ` within ${comparedAge} days, `,
            number(activation(view, atAge(last), last.name), style),
            ` of ${quoted(last.name)}`,
          ]
        : `Time to value by ${title}`,
    subtitle: `${view.who} signed since go-lives are recorded, by ${title} at the first month end · share live within ${comparedAge} days, of those who signed so many days ago; how many those are · as of ${formatDate(view.company.as_of)}`,
    draw: async (width) =>
      labels
        ? (await loadCharts()).labelBars(
            rows.map((row) => ({
              label: row.name,
              value: activationRate(atAge(row)),
              customers: atAge(row).old_enough,
            })),
            {
              width,
              unit: "rate",
              measure: `Live within ${comparedAge} days`,
              small: fewCustomers,
              order: "given",
            },
          )
        : ledgerMessage(page),
    caveat: `Labels of fewer than ${fewCustomers} customers are hatched and in no claim. Who has no month end on the ${view.state.basis} basis yet carries no label.`,
    table: { columns: columnsOf(page, view, title), rows },
    definition: "activationRate",
  };
}

/** Time to value label by label of the cut, or of both cuts. */
export function onboardingByLabel(page: Page, onboarding: TimeToValue): HTMLElement {
  return figure<OnboardingLabel>(page, "Time to value by label", (view) => specOf(page, view, onboarding), {
    usesLedger: true,
    usesCut: true,
  });
}
