import * as catalogue from "./catalogue.ts";
import { type Day, day } from "./days.ts";
import { addLine, addOnboarding, replaceOn } from "./lines.ts";
import type { Account, Line } from "./records.ts";

/** Accounts written by hand, because somebody tells their story. README.md lists them. */
const base = {
  industry: "Professional services",
  region: "North America",
  sizeBand: "Mid-market",
  channel: "Direct sales",
  useCase: "Client onboarding",
  currency: "USD",
  period: "annual",
  daysToValue: 45,
  isKey: false,
} as const;

const account = (facts: Partial<Account> & { name: string }): Account => ({ ...base, lines: [], ...facts });

type Sold = { sku: catalogue.Sku; quantity: number; discountPerCent: number };

function sell(to: Account, signed: string, start: string, end: string, sold: Sold[]): Line[] {
  const order = { signed: day(signed) };
  return sold.map((one) =>
    addLine(to, { order, orderType: "new", ...one, start: day(start), end: day(end) }),
  );
}

function cancel(line: Line, facts: { noticeOn: Day; end: Day; changed: Day; reason: string }): void {
  const paidUntil = Math.max(facts.end, line.start);
  Object.assign(line, { ...facts, endMeans: "cancelled", paidUntil });
}

/** 29,000 a year and a one-time onboarding package of 15,000, signed 2025-06-30. */
function financiality(): Account {
  const it = account({
    name: "Financiality",
    industry: "Financial data services",
    daysToValue: 67,
    isTold: true,
  });
  const [first] = sell(it, "2025-06-30", "2025-07-01", "2026-07-01", [
    { sku: catalogue.BUSINESS, quantity: 25, discountPerCent: 20 },
    { sku: catalogue.AUTOMATE, quantity: 10, discountPerCent: 20 },
  ]);
  if (first) addOnboarding(it, first.order, catalogue.ONBOARDING, first.start, 1_500_000);
  return it;
}

/** Ten more seats dated 4 August 2025 and in force from the 1st, but entered on 18 November. */
function backdatedAmendment(): Account {
  const it = account({ name: "Quillon Freight", industry: "Logistics", useCase: "Procure to pay" });
  const [core] = sell(it, "2025-02-18", "2025-03-01", "2026-03-01", [
    { sku: catalogue.BUSINESS, quantity: 34, discountPerCent: 12 },
  ]);
  if (!core) return it;
  const signed = day("2025-08-04");
  const entered = day("2025-11-18");
  replaceOn(core, day("2025-08-01"), entered);
  const more = addLine(it, {
    order: { signed },
    orderType: "replacement",
    sku: core.sku,
    quantity: 44,
    discountPerCent: 12,
    start: day("2025-08-01"),
    end: day("2026-03-01"),
    replaces: core,
  });
  more.changed = entered;
  return it;
}

/** A cancellation received on 22 September 2025, in force from 1 November, and entered only on 9 December. */
function lateEnteredCancellation(): Account {
  const it = account({ name: "Osmer & Pell", channel: "Inbound", useCase: "Compliance reviews" });
  const [core] = sell(it, "2024-04-22", "2024-05-01", "2026-05-01", [
    { sku: catalogue.TEAM, quantity: 24, discountPerCent: 10 },
  ]);
  const dates = { noticeOn: day("2025-09-22"), end: day("2025-11-01"), changed: day("2025-12-09") };
  if (core) cancel(core, { ...dates, reason: "acquired" });
  return it;
}

/** Notice that from 15 February 2026 two thirds of the contract remain. */
function announcedDowngrade(): Account {
  const it = account({ name: "Tarrow Castings", industry: "Manufacturing", useCase: "Order to cash" });
  const [core] = sell(it, "2025-02-11", "2025-02-15", "2026-02-15", [
    { sku: catalogue.BUSINESS, quantity: 24, discountPerCent: 15 },
  ]);
  if (!core) return it;
  const noticeOn = day("2025-11-24");
  Object.assign(core, {
    noticeOn,
    changed: noticeOn,
    noticeMinor: 16 * core.unitMinor,
    reason: "team_reduced",
  });
  return it;
}

/** Signed, and cancelled before the first day: never a customer. */
function cancelledBeforeStart(name: string, signed: string, start: string, noticeOn: string): Account {
  const it = account({ name, industry: "Software", sizeBand: "SMB", channel: "Partner referral" });
  const [core] = sell(it, signed, start, start, [{ sku: catalogue.TEAM, quantity: 18, discountPerCent: 10 }]);
  const end = day(noticeOn);
  if (core) cancel(core, { noticeOn: end, end, changed: end, reason: "budget_cut" });
  return it;
}

/** Joined and left between two month ends: counted apart. */
function joinedAndLeft(name: string, start: string, end: string): Account {
  const it = account({ name, industry: "Media", sizeBand: "SMB", channel: "Self-serve", period: "monthly" });
  const [core] = sell(it, start, start, end, [{ sku: catalogue.STARTER, quantity: 9, discountPerCent: 0 }]);
  if (core)
    cancel(core, { noticeOn: day(end) - 2, end: day(end), changed: day(end) - 2, reason: "missing_feature" });
  return it;
}

/** A charity that pays nothing: a line of 0 is no balance and no customer. */
function free(): Account {
  const it = account({
    name: "Harbour Lights Foundation",
    industry: "Healthcare",
    sizeBand: "SMB",
    channel: "Inbound",
  });
  sell(it, "2025-05-06", "2025-05-06", "2026-05-06", [
    { sku: catalogue.TEAM, quantity: 12, discountPerCent: 100 },
  ]);
  return it;
}

/** All hand-written accounts. */
export const storyAccounts = (): Account[] => [
  financiality(),
  backdatedAmendment(),
  lateEnteredCancellation(),
  announcedDowngrade(),
  cancelledBeforeStart("Pennant Cloud", "2024-11-19", "2025-02-01", "2025-01-08"),
  cancelledBeforeStart("Sorrel Apps, Inc.", "2025-09-23", "2025-11-01", "2025-10-14"),
  joinedAndLeft("Kettle Press", "2022-10-04", "2022-10-25"),
  joinedAndLeft("Dovetail Broadcast", "2023-03-06", "2023-03-28"),
  free(),
];
