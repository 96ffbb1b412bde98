import { formatDate, formatPeriod } from "@tideline/metrics";
import { customerAddress } from "./customer-address.ts";
import { type Customer, customerName, customerStyle } from "./customer-data.ts";
import { milestoneName } from "./customer-telling.ts";
import { type Child, fill, h } from "./dom.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { findCustomers } from "./search.ts";
import { inWords } from "./words.ts";

const profileMart = "customer__profile";

function lookup(page: Page, customer: Customer): HTMLElement {
  const input = h("input", { type: "text", id: "customer-key", name: "id", value: customer.id });
  const found = h("ul.found");
  const update = () => {
    const text = input.value.trim().toLowerCase();
    const rows = text === "" ? [] : findCustomers(page, text).found;
    fill(
      found,
      rows.map(({ id, name }) =>
        h("li", null, h("a", { href: customerAddress(page, id ?? "") }, name), h("small", null, ` ${id}`)),
      ),
    );
  };
  input.addEventListener("input", update);
  page.listen((cause) => {
    if (cause === "ledger") update();
  });
  update();
  return h(
    "form.customer-lookup",
    {
      onsubmit: (event) => {
        event.preventDefault();
        location.assign(customerAddress(page, input.value.trim()));
      },
    },
    h("label", { for: "customer-key" }, "Name or key of a customer"),
    input,
    h("button", { type: "submit" }, "Open"),
    found,
  );
}

function nobody(page: Page, customer: Customer): Child {
  if (!customer.isMade)
    return [
      h("h1", null, "No customer pages"),
      h(
        "p.note",
        null,
        "This company has more than a million contract lines; customers' pages are made up to there. What a customer pays, and every movement, is in the marts.",
      ),
    ];
  const isAsked = customer.id !== "";
  return [
    h("h1", null, isAsked ? "Nobody has this key" : "Which customer?"),
    h(
      "p.note",
      null,
      isAsked
        ? ["No customer of the exports has the key ", h("strong", null, customer.id), ". Look for another:"]
        : "Look for a customer by name or key; the search of every page finds them too.",
    ),
    lookup(page, customer),
  ];
}

function answer(page: Page, customer: Customer): Child[] {
  const { profile, id } = customer;
  if (!profile) return [];
  const style = customerStyle(page, customer);
  const { currency } = page.summary.company;
  const value = (column: keyof typeof profile, unit: Measured["unit"], method: string) =>
    number(
      {
        value: profile[column] as number | null,
        unit,
        mart: profileMart,
        key: `${column} ${id}`,
        method,
      },
      { ...style, isStrong: true },
    );
  const last = page.summary.company.last_month?.slice(0, 7);
  const month = last ? ` at the end of ${formatPeriod(last)}` : "";
  const parts: Child[] = [
    value("committed_minor", "money", "committed balance of the last reported month"),
    ` ${currency} CMRR a month${month}, live MRR `,
    value("live_minor", "money", "live balance of the last reported month"),
    ". ",
  ];
  if (profile.next_due_on !== null)
    parts.push(
      profile.next_due_state === "late" ? "A renewal of " : "The next renewal, of ",
      value("next_due_minor", "money", "monthly amount due next"),
      ` ${currency} a month, ${profile.next_due_state === "late" ? "was due on" : "is due on"} `,
      h("strong", null, formatDate(profile.next_due_on)),
      ` and ${profile.next_due_state === "open" ? "still open" : inWords(profile.next_due_state)}. `,
    );
  if (profile.time_to_value_days !== null)
    parts.push(
      "Live ",
      value("time_to_value_days", "count", "days from the first signing to the first go-live"),
      profile.time_to_value_days === 1 ? " day after signing." : " days after signing.",
    );
  return parts;
}

/** The milestones reached, each at its first time, in the order of days. */
function milestones({ events, profile }: Customer): Child {
  const reached = events.filter(({ source, status }) => source === "milestone" && status === "reached");
  const first = new Map(reached.toReversed().map((event) => [event.event, event.event_on]));
  const steps = [...(profile?.signed_on ? ([["signed", profile.signed_on]] as const) : []), ...first].sort(
    ([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0),
  );
  if (steps.length === 0) return null;
  return h(
    "ol.milestones",
    { "aria-label": "Milestones" },
    steps.map(([name, on]) =>
      h("li", null, h("span", null, milestoneName(name)), h("time", { datetime: on }, formatDate(on))),
    ),
  );
}

const facts = [
  ["industry", "Industry"],
  ["region", "Region"],
  ["size_band", "Size band"],
  ["sales_channel", "Sales channel"],
  ["use_case", "Use case"],
  ["plan", "Plan"],
  ["touch_tier", "Touch tier"],
  ["csm", "CSM"],
] as const;

/** Who the customer is, what it pays, and what falls due next; of a key nobody has, how to find another. */
export function customerHead(page: Page, customer: Customer): HTMLElement {
  const { profile, id } = customer;
  const title = profile ? customerName(customer) : "Customer";
  document.title = `${title} | ${page.summary.company.name}`;
  if (!profile) return h("div.customer-head", null, nobody(page, customer));
  return h(
    "div.customer-head",
    null,
    h("h1", null, title),
    h("div.answer", null, h("p.lead", null, answer(page, customer))),
    milestones(customer),
    h(
      "dl.facts",
      null,
      [["Key", id] as const, ...facts.map(([column, name]) => [name, profile[column]] as const)].map(
        ([name, text]) => text && h("div", null, h("dt", null, name), h("dd", null, text)),
      ),
    ),
  );
}
