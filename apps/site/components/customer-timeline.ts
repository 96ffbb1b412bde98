import { formatDate, formatNumber, formatPeriod } from "@tideline/metrics";
import {
  balancesBetween,
  basisStyle,
  type Customer,
  type CustomerEvent,
  customerName,
  eventSources,
} from "./customer-data.ts";
import { tellEvent } from "./customer-telling.ts";
import { type Child, fill, freshId, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { plural } from "./format.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { type Column, toCsv } from "./table.ts";
import { basisMrr } from "./words.ts";

/** Events shown at first, and more at each step. */
const step = 60;
/** More events of a day that are of one kind are folded. */
const foldedFrom = 4;

const sourceNames: Readonly<Record<string, readonly [one: string, many: string]>> = {
  contract: ["Contract", "Contracts"],
  renewal: ["Renewal", "Renewals"],
  milestone: ["Milestone", "Milestones"],
  activity: ["Activity", "Activities"],
  risk: ["Risk", "Risks"],
  people: ["People", "People"],
  survey: ["Survey", "Surveys"],
  ticket: ["Ticket", "Tickets"],
  engagement: ["Engagement", "Engagement"],
  invoice: ["Invoice", "Invoices"],
};
const nameOf = (source: string, place: 0 | 1) => sourceNames[source]?.[place] ?? source;

/** The day; its year is that of the month's heading, and said of what is ahead. */
function dayOf(page: Page, day: string): HTMLElement {
  const text = formatDate(day);
  const isAhead = day > page.summary.company.as_of;
  return h("time", { datetime: day }, isAhead ? text : text.replace(/ \d{4}$/, ""));
}

function eventItem(page: Page, customer: Customer, event: CustomerEvent): HTMLElement {
  const { title, details, notes } = tellEvent(page, customer, event);
  return h(
    "li.event",
    { "data-source": event.source, "data-on": event.event_on },
    dayOf(page, event.event_on),
    h("span.event-source", null, nameOf(event.source, 0)),
    h(
      "div.event-text",
      null,
      h("span.event-title", null, title),
      details.length > 0 &&
        h(
          "span.event-details",
          null,
          details.map((detail) => [" · ", detail]),
        ),
      notes && h("p.event-notes", null, notes),
    ),
  );
}

/** The events of a month as list items; many alike of one day fold into one that opens. */
function itemsOf(page: Page, customer: Customer, events: readonly CustomerEvent[]): HTMLElement[] {
  const items: HTMLElement[] = [];
  for (let at = 0; at < events.length; ) {
    const first = events[at] as CustomerEvent;
    let end = at;
    while (
      events[end]?.event_on === first.event_on &&
      events[end]?.source === first.source &&
      events[end]?.event === first.event
    )
      end += 1;
    const alike = events.slice(at, end);
    at = end;
    if (alike.length < foldedFrom || first.source === "contract") {
      items.push(...alike.map((event) => eventItem(page, customer, event)));
      continue;
    }
    const what = first.source === "people" ? `people ${first.event}` : nameOf(first.source, 1).toLowerCase();
    items.push(
      h(
        "li.event.folded",
        { "data-source": first.source, "data-on": first.event_on },
        dayOf(page, first.event_on),
        h("span.event-source", null, nameOf(first.source, 0)),
        h(
          "details.event-text",
          null,
          h("summary", null, `${formatNumber(alike.length)} ${what}`),
          h(
            "ul",
            null,
            alike.map((event) => eventItem(page, customer, event)),
          ),
        ),
      ),
    );
  }
  return items;
}

/** What stood and what was used in a month, beside its name. */
function monthFacts(page: Page, customer: Customer, month: string): Child {
  const { last_month } = page.summary.company;
  const facts: Child[] = [];
  if (last_month && month <= last_month.slice(0, 7) && customer.balances.length > 0) {
    const { basis } = page.state;
    const [row] = balancesBetween(customer, basis, { first: month, last: month });
    if (row)
      facts.push([
        `${basisMrr(basis)} `,
        number(
          {
            value: row.closing_minor,
            unit: "money",
            mart: "customer__balances",
            key: `closing_minor ${month} ${customer.id} ${basis}`,
            method: `${basisMrr(basis)} at the month's end`,
          },
          basisStyle(page, customer),
        ),
      ]);
  }
  const used = customer.usage.find(({ usage_month }) => usage_month.startsWith(month));
  const count = (column: "event_count" | "people_count", method: string) =>
    number(
      {
        value: used?.[column] ?? null,
        unit: "count",
        mart: "customer__usage",
        key: `${column} ${month} ${customer.id}`,
        method,
      },
      basisStyle(page, customer),
    );
  if (used) {
    const by =
      used.people_count === null ? "" : [" by ", count("people_count", "people of the month"), " people"];
    facts.push(["used ", count("event_count", "events of the month"), " times", by]);
  }
  return facts.map((fact, place) => [place > 0 && " · ", fact]);
}

const columns: readonly Column<CustomerEvent>[] = (
  [
    "event_on",
    "source",
    "event",
    "title",
    "notes",
    "person",
    "status",
    "priority",
    "amount_minor",
    "other_minor",
    "currency",
    "lines",
    "number",
    "pulse",
    "score",
    "best_score",
    "people",
    "until_on",
  ] as const
).map((key) => ({
  key,
  name: key,
  // Amounts are in several currencies: minor units, as the column's name says.
  unit: "text",
  value: (event) => event[key] ?? null,
}));

function hiddenSources(): Set<string> {
  return new Set((new URLSearchParams(location.search).get("without") ?? "").split(",").filter(Boolean));
}

function keepHidden(hidden: ReadonlySet<string>): void {
  const params = new URLSearchParams(location.search);
  if (hidden.size > 0) params.set("without", [...hidden].join(","));
  else params.delete("without");
  history.replaceState(null, "", `${location.pathname}?${params}${location.hash}`);
}

/** Everything that happened, newest first, by month; by source to be left out, older events on demand. */
export function customerTimeline(page: Page, customer: Customer): HTMLElement {
  if (customer.events.length === 0) return h("div", { hidden: true });
  const { as_of, name } = page.summary.company;
  const hidden = hiddenSources();
  let shown = step;
  const newest = customer.events.toReversed();
  // Within a day the order is that of telling, not its reverse.
  newest.sort((a, b) =>
    a.event_on === b.event_on ? customer.events.indexOf(a) - customer.events.indexOf(b) : 0,
  );
  const list = h("div.timeline-months");
  const more = h("button.toggle", { type: "button" });
  const note = h("p.unseen", { role: "status" });
  const draw = () => {
    const events = newest.filter(({ source }) => !hidden.has(source));
    const groups = new Map<string, CustomerEvent[]>();
    for (const event of events.slice(0, shown)) {
      const month = event.event_on > as_of ? "ahead" : event.event_on.slice(0, 7);
      groups.set(month, [...(groups.get(month) ?? []), event]);
    }
    fill(
      list,
      [...groups].map(([month, all]) => {
        const id = freshId("month");
        const isAhead = month === "ahead";
        return h(
          "section.timeline-month",
          { "aria-labelledby": id, "data-month": month },
          h(
            "h3",
            { id },
            isAhead ? "Ahead" : formatPeriod(month),
            !isAhead && h("small", null, monthFacts(page, customer, month)),
          ),
          h("ol.events", null, itemsOf(page, customer, all)),
        );
      }),
      events.length === 0 && h("p.note", null, "Everything is left out; choose a source above."),
    );
    const rest = events.length - shown;
    more.hidden = rest <= 0;
    more.textContent = `Show ${formatNumber(Math.min(step, rest))} of ${plural(Math.max(0, rest), "earlier event")}`;
    note.textContent = `${plural(Math.min(shown, events.length), "event")} shown`;
  };
  more.addEventListener("click", () => {
    shown += step;
    draw();
  });
  const counts = eventSources
    .map((source) => [source, customer.events.filter((event) => event.source === source).length] as const)
    .filter(([, count]) => count > 0);
  const filters = h(
    "p.timeline-sources",
    { role: "group", "aria-label": "Sources shown" },
    counts.map(([source, count]) => {
      const button = h(
        "button.toggle",
        { type: "button", "data-source": source, "aria-pressed": String(!hidden.has(source)) },
        `${nameOf(source, 1)} `,
        h("small", null, formatNumber(count)),
      );
      button.addEventListener("click", () => {
        if (!hidden.delete(source)) hidden.add(source);
        button.setAttribute("aria-pressed", String(!hidden.has(source)));
        keepHidden(hidden);
        shown = step;
        draw();
      });
      return button;
    }),
  );
  const save = () =>
    download(
      `${fileStem(name, customerName(customer), "events")}.csv`,
      toCsv(columns, newest, page.summary.company),
      "text/csv",
    );
  draw();
  page.listen((cause) => {
    if (cause === "state") draw();
  });
  return h(
    "section.timeline",
    { "aria-label": "What happened" },
    h("h2", null, `What happened: ${plural(customer.events.length, "event")}, newest first`),
    h(
      "p.subtitle",
      null,
      `${customerName(customer)} · every export that names the customer · ${formatDate(customer.events[0]?.event_on ?? as_of)} to ${formatDate(newest[0]?.event_on ?? as_of)}`,
    ),
    filters,
    list,
    more,
    note,
    h("p.actions", null, textButton("CSV of all events", save)),
  );
}
