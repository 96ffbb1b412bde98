import { daysByShare, formatDate } from "@tideline/metrics";
import { h } from "./dom.ts";
import { ledgerMessage, live } from "./live.ts";
import { number } from "./number.ts";
import { activation } from "./onboarding-activation.ts";
import {
  noGoLives,
  onboardingMeasured,
  onboardingStyle,
  quarterName,
  type TimeToValue,
} from "./onboarding-data.ts";
import type { Page } from "./page.ts";
import { isWhole } from "./state.ts";
import type { View } from "./view.ts";

function sentence(page: Page, view: View, onboarding: TimeToValue): Node {
  const [first] = onboarding.all.days;
  if (!first) return noGoLives();
  const shown = onboarding.of(view, page);
  if (!shown) return ledgerMessage(page);
  const { days, ages, unrecorded } = shown;
  const missing = unrecorded.reduce((sum, { customers }) => sum + customers, 0);
  const since = quarterName(first.signed_quarter);
  const who = isWhole(view.state) ? "" : ` (${view.who})`;
  if (days.length === 0)
    return h(
      "p.lead",
      null,
      `Nobody${who} has signed since ${since} and begun on the ${view.state.basis} basis.`,
    );
  const style = { ...onboardingStyle(page, view), isStrong: true };
  const median = daysByShare(days);
  const late = daysByShare(days, 0.9);
  const age = ages.find(({ age_days }) => age_days === 90) ?? ages.at(-1);
  const asOf = formatDate(page.summary.company.as_of);
  const of = (value: number, share: string) =>
    number(
      onboardingMeasured(view, {
        value,
        unit: "count",
        mart: "onboarding__by_days",
        key: `daysByShare ${share}`,
        method: `days by which ${share} of all customers signed were live`,
      }),
      style,
    );
  return h(
    "p.lead",
    null,
    median === null
      ? `Fewer than half of the customers${who} signed since ${since} are live by ${asOf}`
      : [`Half of the customers${who} signed since ${since} were live within `, of(median, "half"), " days"],
    late !== null && [", nine in ten within ", of(late, "nine tenths")],
    age && [
      "; ",
      number(activation(view, age), style),
      ` of those signed at least ${age.age_days} days ago were live within ${age.age_days}`,
    ],
    ` (as of ${asOf}).`,
    missing > 0 && [
      " Left out: ",
      number(
        onboardingMeasured(view, {
          value: missing,
          unit: "count",
          mart: "onboarding__customers",
          key: "unrecorded",
          method: "no go-live recorded or planned, signed over a year before, still there",
        }),
        onboardingStyle(page, view),
      ),
      " who have been there for over a year and of whom no go-live is recorded.",
    ],
  );
}

/** "How soon do customers get value?" in one sentence of live numbers. */
export function onboardingAnswer(page: Page, onboarding: TimeToValue): HTMLElement {
  return live(page, (view) => sentence(page, view, onboarding), { className: "answer", usesLedger: true });
}
