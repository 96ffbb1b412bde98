import { activationRate, daysByShare, formatDate } from "@tideline/metrics";
import { h } from "./dom.ts";
import { live } from "./live.ts";
import { number } from "./number.ts";
import { noGoLives, type Onboarding, onboardingStyle, quarterName } from "./onboarding-data.ts";
import type { Page } from "./page.ts";

function sentence(page: Page, { days, ages }: Onboarding): Node {
  const [first] = days;
  if (!first) return noGoLives();
  const style = { ...onboardingStyle(page), isStrong: true };
  const median = daysByShare(days);
  const late = daysByShare(days, 0.9);
  const age = ages.find(({ age_days }) => age_days === 90) ?? ages.at(-1);
  const asOf = formatDate(page.summary.company.as_of);
  const of = (value: number, share: string) =>
    number(
      {
        value,
        unit: "count",
        mart: "onboarding__by_days",
        key: `daysByShare ${share}`,
        method: `days by which ${share} of all customers signed were live`,
      },
      style,
    );
  return h(
    "p.lead",
    null,
    median === null
      ? `Fewer than half of the customers signed since ${quarterName(first.signed_quarter)} are live by ${asOf}`
      : [
          `Half of the customers signed since ${quarterName(first.signed_quarter)} were live within `,
          of(median, "half"),
          " days",
        ],
    late !== null && [", nine in ten within ", of(late, "nine tenths")],
    age && [
      "; ",
      number(
        {
          value: activationRate(age),
          unit: "rate",
          mart: "onboarding__by_age",
          key: `activationRate ${age.age_days} days`,
          method: `live within ${age.age_days} days of signing / signed at least so many days ago`,
          reason: "nobody is old enough",
        },
        style,
      ),
      ` of those signed at least ${age.age_days} days ago were live within ${age.age_days}`,
    ],
    ` (as of ${asOf}).`,
  );
}

/** "How soon do customers get value?" in one sentence of live numbers. */
export function onboardingAnswer(page: Page, onboarding: Onboarding): HTMLElement {
  return live(page, () => sentence(page, onboarding), { className: "answer" });
}
