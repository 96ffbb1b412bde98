import { expectedLoss, formatPeriod } from "@tideline/metrics";
import { type AheadBand, type AtRisk, aheadSum, lossAhead, riskStyle, shownRisk } from "./at-risk-data.ts";
import { monthKey, monthNumber } from "./calendar.ts";
import { chosenWho } from "./customers-chosen.ts";
import { type Child, h } from "./dom.ts";
import { liveOf } from "./live.ts";
import { number, numberText } from "./number.ts";
import type { Page } from "./page.ts";

/** The last month of the next quarter: that of the day after as_of, and two quarters on. */
export function lastMonthAhead(asOf: string): string {
  const next = new Date(Date.parse(`${asOf.slice(0, 10)}T00:00:00Z`) + 86_400_000).toISOString();
  const month = monthNumber(next.slice(0, 7));
  const inQuarter = (Number(next.slice(5, 7)) - 1) % 3;
  return monthKey(month - inQuarter + 5);
}

/** What is open, how much of it stands in the lowest band, and what would be lost of it. */
function openWords(page: Page, atRisk: AtRisk, open: readonly AheadBand[]): Child {
  const style = { ...riskStyle(page), isStrong: true };
  const renewals = aheadSum(atRisk, open, { column: "open_renewals", key: "open" });
  const low = open.filter(({ band_no }) => band_no === 1);
  const loss = expectedLoss(open, atRisk.past);
  const lossOf = (of: "expected_minor" | "worst_minor" | "best_minor") => {
    const found = lossAhead(atRisk, open, { of, key: "open" });
    // The words say that it is lost: a minus beside them would say it twice.
    const text = numberText({ ...found, value: found.value === null ? null : Math.abs(found.value) }, style);
    return number({ ...found, text }, { ...style, tone: "loss" });
  };
  return [
    number(renewals, style),
    renewals.value === 1 ? " renewal worth " : " renewals worth ",
    number(aheadSum(atRisk, open, { column: "open_due_minor", key: "open" }), style),
    renewals.value === 1 ? " a month is open. " : " a month are open. ",
    !atRisk.hasHealth
      ? "Nobody has a score: no export says what customers do. "
      : low.length === 0
        ? "None of it stands in the lowest band. "
        : [
            number(aheadSum(atRisk, low, { column: "open_due_minor", key: `open ${low[0]?.band}` }), style),
            ` of it stands in ${low[0]?.band}. `,
          ],
    loss.expected_minor === null
      ? "What of it may be lost is n/a: of no band were 20 renewals decided. "
      : [
          "At the rates of the past ",
          lossOf("expected_minor"),
          " of it would be lost, between ",
          lossOf("best_minor"),
          " and ",
          lossOf("worst_minor"),
          " by the uncertainty of these rates alone. ",
        ],
  ];
}

/** "How much of what comes up may be lost?" in numbers. */
export function atRiskAnswer(page: Page, all: AtRisk): HTMLElement {
  return liveOf(page, { shown: () => shownRisk(page, all), render: (shown) => answer(page, shown) });
}

function answer(page: Page, atRisk: AtRisk): HTMLElement {
  const style = { ...riskStyle(page), isStrong: true };
  const { ahead } = atRisk;
  const until = formatPeriod(lastMonthAhead(page.summary.company.as_of));
  const open = ahead.filter(({ open_due_minor }) => open_due_minor > 0);
  const late = ahead.filter(({ late_due_minor }) => late_due_minor > 0);
  const noticed = ahead.filter(({ noticed_due_minor }) => noticed_due_minor > 0);
  if (ahead.length === 0)
    return h(
      "p.note",
      null,
      `${chosenWho(page, ". ")}No renewal is to be decided up to the end of ${until}, and none is late.${atRisk.chosen ? "" : " Renewals come from contract lines whose term ends; subscriptions that run until they are cancelled have none."}`,
    );
  return h(
    "div.answer",
    null,
    h(
      "p.lead",
      null,
      `${chosenWho(page, ". ")}Up to the end of ${until}, `,
      open.length === 0 ? "nothing is open. " : openWords(page, atRisk, open),
      noticed.length === 0
        ? "No notice is given. "
        : [
            "Renewals of ",
            number(aheadSum(atRisk, noticed, { column: "noticed_due_minor", key: "noticed" }), {
              ...style,
              tone: "loss",
            }),
            " more have a notice. ",
          ],
      late.length === 0
        ? "Nothing is late."
        : [
            number(aheadSum(atRisk, late, { column: "late_due_minor", key: "late" }), style),
            " is late and not decided.",
          ],
    ),
  );
}
