import { accountId } from "./book.ts";
import { AS_OF, day, iso } from "./days.ts";
import { AS_OF_TEXT, followers, runsOn } from "./printed-lines.ts";
import { decimal, type Row } from "./rows.ts";
import { lastDay, yearlyMinor } from "./salesforce.ts";
import { salesforceId } from "./salesforce-ids.ts";

const SOON = iso(AS_OF + 120);

const TYPES: Record<string, string> = {
  new: "New Business",
  add_on: "Add-On Business",
  renewal: "Renewal",
  replacement: "Amendment",
  archive: "Renewal",
};

type Deal = { stage: string; probability: number; type: string; closed: string; lines: Row[] };

/** Orders that were signed: one opportunity an order and type, its amount that of the first year. */
function won(lines: readonly Row[]): Deal[] {
  const orders = new Map<string, Deal>();
  for (const line of lines) {
    const type = line.is_recurring === "false" ? "Services" : TYPES[line.order_type ?? ""];
    if (type === undefined) continue;
    const key = `${line.order_id} ${type}`;
    const closed = line.signed_on ?? "";
    const deal = orders.get(key) ?? { stage: "Closed Won", probability: 100, type, closed, lines: [] };
    deal.lines.push(line);
    orders.set(key, deal);
  }
  return [...orders.values()];
}

/** Renewals that were lost, on the day of the notice, and those that are talked about: due within four months. */
function lostAndOpen(lines: readonly Row[]): Deal[] {
  const next = followers(lines);
  const begun = new Set(lines.map((line) => `${line.customer_id} ${line.product} ${line.start_on}`));
  const due = lines.filter(
    (line) =>
      line.is_recurring === "true" &&
      line.end_means === "term" &&
      !next.has(line.line_id ?? "") &&
      !begun.has(`${line.customer_id} ${line.product} ${line.end_on}`),
  );
  const deals = (of: Row[], deal: Omit<Deal, "lines" | "type" | "closed">, column: string): Deal[] => {
    const renewals = new Map<string, Deal>();
    for (const line of of) {
      const key = `${line.customer_id} ${line.end_on}`;
      const renewal = renewals.get(key) ?? {
        ...deal,
        type: "Renewal",
        closed: line[column] ?? "",
        lines: [],
      };
      renewal.lines.push(line);
      renewals.set(key, renewal);
    }
    return [...renewals.values()];
  };
  const stands = (line: Row) =>
    line.notice_on !== "" && line.notice_withdrawn_on === "" && line.notice_amount === "";
  return [
    ...deals(due.filter(stands), { stage: "Closed Lost", probability: 0 }, "notice_on"),
    ...deals(
      due.filter((line) => line.notice_on === "" && runsOn(line, AS_OF_TEXT) && (line.end_on ?? "") <= SOON),
      { stage: "Negotiation/Review", probability: 60 },
      "end_on",
    ),
  ];
}

/**
 * What sales worked on, in the order it was closed or is to be: the contracts it keeps, what of them it lost and talks
 * about, and the onboarding packages sold to anybody, which are in no other export.
 */
export function opportunityRows(
  sold: readonly Row[],
  services: readonly Row[],
  names: ReadonlyMap<string, string>,
): Row[] {
  const deals = [...won([...sold, ...services]), ...lostAndOpen(sold)];
  const inOrder = deals
    .map((deal, index) => ({ deal, index }))
    .sort((a, b) =>
      a.deal.closed < b.deal.closed ? -1 : a.deal.closed > b.deal.closed ? 1 : a.index - b.index,
    );
  return inOrder.map(({ deal: { stage, probability, type, closed, lines } }, index) => {
    const [first = {}] = lines;
    const isRenewal = stage !== "Closed Won";
    const term = isRenewal ? { start: first.end_on ?? "", end: "" } : termOf(lines);
    return {
      ID: salesforceId("opportunity", index + 1),
      ISDELETED: "0",
      ACCOUNTID: accountId(first.customer_id),
      NAME: `${names.get(first.customer_id ?? "") ?? ""}, ${type.toLowerCase()}`,
      STAGENAME: stage,
      AMOUNT: decimal(lines.reduce((sum, line) => sum + yearlyMinor(line), 0)),
      PROBABILITY: String(probability),
      CLOSEDATE: closed,
      TYPE: type,
      ISCLOSED: probability === 60 ? "0" : "1",
      ISWON: probability === 100 ? "1" : "0",
      CURRENCYISOCODE: first.currency ?? "",
      PRODUCT__C: lines.length === 1 ? (first.product ?? "") : "",
      CONTRACT_START_DATE__C: term.start,
      CONTRACT_END_DATE__C: lastDay(term.end),
      LOSS_REASON__C: stage === "Closed Lost" ? (first.reason ?? "") : "",
      CREATEDDATE: `${iso(day(closed) - 21 - (index % 40))}T16:00:00.000Z`,
    };
  });
}

const termOf = (lines: readonly Row[]) => ({
  start: lines.map((line) => line.start_on ?? "").sort()[0] ?? "",
  end:
    lines
      .map((line) => line.end_on ?? "")
      .sort()
      .at(-1) ?? "",
});
