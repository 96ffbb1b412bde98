import { formatDate } from "@tideline/metrics";
import { type Customer, type CustomerEvent, customerStyle } from "./customer-data.ts";
import type { Child } from "./dom.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { capital, inWords } from "./words.ts";

/** What is said of an event: what happened, and beside it the particulars. */
export interface Told {
  title: Child;
  /** Parted by dots. */
  details: Child[];
  notes: string | null;
}

const signed: Readonly<Record<string, string>> = {
  new: "New contract",
  add_on: "Add-on",
  renewal: "Renewal signed",
  replacement: "Contract changed",
  step: "Step agreed",
  archive: "Read-only archive",
  signed: "Contract",
  one_off: "One-off",
  trial: "Trial",
  notice: "Notice given",
  notice_withdrawn: "Notice withdrawn",
  paused: "Paused",
  resumed: "Resumed",
  ended: "Ended",
};

const surveys: Readonly<Record<string, string>> = { nps: "NPS", csat: "CSAT", ces: "CES", pmf: "PMF" };

/** "Go-live" of "go_live", "Second phase" of "second_phase". */
export function milestoneName(label: string): string {
  return label === "go_live" ? "Go-live" : capital(inWords(label));
}

/** Promoter, passive or detractor of an answer on the scale of NPS. */
function npsWord(score: number): string {
  return score >= 9 ? "promoter" : score >= 7 ? "passive" : "detractor";
}

const on = (day: string | null | undefined, word: string): Child => day && `${word} ${formatDate(day)}`;

/** Says an event in words; every number of it through the component that writes numbers. */
export function tellEvent(page: Page, customer: Customer, event: CustomerEvent): Told {
  const value = (column: keyof CustomerEvent, unit: Measured["unit"], method: string): Child => {
    const raw = event[column];
    if (typeof raw !== "number") return null;
    const key = `${column} ${event.event_on} ${event.event} ${customer.id}`;
    return number(
      { value: raw, unit, mart: event.mart, key, method },
      customerStyle(page, customer, event.currency),
    );
  };
  const money = (column: "amount_minor" | "other_minor", method: string, per = ""): Child =>
    typeof event[column] === "number" && [value(column, "money", method), ` ${event.currency ?? ""}${per}`];
  const told = (title: Child, ...details: Child[]): Told => ({
    title,
    details: details.filter(
      (detail) => detail !== null && detail !== undefined && detail !== false && detail !== "",
    ),
    notes: event.notes ?? null,
  });
  const { title, status } = event;
  const reason = status !== null && status !== undefined && `reason: ${inWords(status)}`;
  const minutes = typeof event.number === "number" && [
    value("number", "count", "minutes it took"),
    " minutes",
  ];
  switch (event.source) {
    case "contract": {
      const name = `${signed[event.event] ?? capital(inWords(event.event))}${title ? `: ${title}` : ""}`;
      if (event.event === "one_off")
        return told(name, money("other_minor", "amount as printed"), "never MRR");
      if (/^(notice|ended)$/.test(event.event))
        return told(
          name,
          money("amount_minor", "monthly amount that goes", " a month less"),
          reason,
          on(event.until_on, "ends"),
        );
      if (/^(notice_withdrawn|paused|resumed)$/.test(event.event))
        return told(name, money("amount_minor", "monthly amount", " a month"), on(event.until_on, "until"));
      return told(
        name,
        money("other_minor", "annual amount of what was signed", " a year"),
        money("amount_minor", "monthly amount of what was signed", " a month"),
        on(event.until_on, "to"),
      );
    }
    case "renewal":
      return told(
        status === "open" || status === "late" ? "Renewal due" : `Renewal due: ${inWords(status ?? null)}`,
        money("amount_minor", "monthly amount due", " a month due"),
        money("other_minor", "monthly amount renewed", " renewed"),
        status === "late" ? "late" : status === "open" ? "open" : null,
      );
    case "invoice":
      return told(
        `Invoice ${title ?? ""}`,
        money("amount_minor", "total of the invoice"),
        inWords(status ?? null),
        status === "paid" || status === "paid_late" ? on(event.until_on, "on") : on(event.until_on, "due"),
      );
    case "milestone": {
      const name = milestoneName(event.event);
      if (status === "planned") return told(`${name} planned`, on(event.until_on, "for"));
      const isSame = title === null || title.toLowerCase() === name.toLowerCase();
      return told(isSame ? `${name} reached` : `${name}: ${title}`, event.person, minutes);
    }
    case "activity": {
      const kind = capital(inWords(event.event));
      return told(
        title ?? kind,
        title !== null && kind.toLowerCase(),
        event.person,
        minutes,
        typeof event.pulse === "number" && ["pulse ", value("pulse", "ratio", "the CSM's own judgement")],
      );
    }
    case "people": {
      if (event.event === "csm")
        return told(`${title ?? "Somebody"} takes care as CSM`, on(event.until_on, "until"));
      const days = value("number", "count", "days of use in the first seven");
      return told(
        `${title ?? "Somebody"} ${event.event}`,
        status && inWords(status),
        event.event === "joined" && days && ["used it on ", days, " of the first seven days"],
      );
    }
    case "risk":
      return event.event === "cleared"
        ? told(`Anticipated loss cleared${title ? `: ${title}` : ""}`)
        : told(`Loss anticipated${title ? `: ${title}` : ""}`, [
            "probability ",
            value("number", "rate", "probability the CSM gave"),
          ]);
    case "survey": {
      const kind = surveys[title ?? ""] ?? capital(inWords(title));
      if (event.event === "sent")
        return told(`${kind} survey sent`, [
          "to ",
          value("people", "count", "people it was sent to"),
          event.people === 1 ? " person" : " people",
        ]);
      return told(
        [
          `${kind} answered: `,
          value("score", "count", "the answer"),
          typeof event.best_score === "number" && [
            " of ",
            value("best_score", "count", "the best answer there is"),
          ],
        ],
        title === "nps" && typeof event.score === "number" && npsWord(event.score),
        event.person,
      );
    }
    case "ticket":
      return told(
        title ?? "Ticket opened",
        event.priority && `${event.priority} priority`,
        event.person,
        event.until_on ? on(event.until_on, "solved") : status && inWords(status),
      );
    default:
      return told(capital(inWords(event.event)), title && inWords(title), event.person);
  }
}
