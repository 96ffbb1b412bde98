import type { VendorLayout } from "../../src/read/layout.ts";

/** HubSpot's deals that were won, as contracts: for firms whose contracts are nowhere else. */
export const hubspotDeals = {
  name: "hubspot_deals",
  row: "a deal",
  endMeans: "term",
  columns: {
    id: {
      kind: "id",
      required: true,
      names: ["Record ID", "Deal ID", "Record ID - Deal", "properties.hs_object_id", "id"],
      meaning: "the deal's number",
    },
    stage: {
      kind: "word",
      required: true,
      names: ["Deal Stage", "properties.dealstage"],
      meaning: "a label, of the deal's pipeline",
    },
    is_won: {
      kind: "boolean",
      names: ["Is Closed Won", "Closed Won", "properties.hs_is_closed_won"],
      meaning: "true: won; no column: by the option won_stages",
    },
    company_ids: {
      kind: "id",
      required: true,
      names: [
        ...["Primary Associated Company ID", "Associated Company IDs (Primary)", "Associated Company IDs"],
        ...["Associated Company ID", "Company ID", "properties.hs_primary_associated_company"],
        "associations.companies.results.0.id",
      ],
      meaning: "keys of its companies, joined by semicolons",
    },
    amount: {
      kind: "money",
      names: ["Amount", "Total contract value", "properties.amount"],
      unit: "a period as amount_is says",
      meaning: "amount of the whole deal",
    },
    mrr: {
      kind: "money",
      names: ["Monthly recurring revenue", "MRR", "properties.hs_mrr"],
      meaning: "amount a month",
    },
    arr: {
      kind: "money",
      names: ["Annual recurring revenue", "ARR", "Annual contract value", "properties.hs_arr"],
      meaning: "amount a year",
    },
    close_date: {
      kind: "date",
      required: true,
      names: ["Close Date", "properties.closedate"],
      meaning: "of a deal that is won, the day of signing: recorded",
    },
    type: {
      kind: "word",
      names: ["Deal Type", "properties.dealtype"],
      meaning: "what kind of order, by the option types",
    },
    product: {
      kind: "text",
      names: ["Product", "Product name", "Plan"],
      meaning: "product; a firm's own field",
    },
    currency: {
      kind: "currency",
      names: ["Currency", "Currency in company", "Deal currency", "properties.deal_currency_code"],
      meaning: "ISO 4217; no column: the company's",
    },
    start_on: {
      kind: "date",
      isDay: true,
      required: true,
      names: [
        "Contract start date",
        "Subscription start date",
        "Service start date",
        "Start date",
        "properties.contract_start_date",
      ],
      meaning: "first day; a firm's own field",
    },
    end_on: {
      kind: "date",
      isDay: true,
      names: [
        "Contract end date",
        "Subscription end date",
        "Service end date",
        "End date",
        "properties.contract_end_date",
      ],
      meaning: "end of the contract, as end_on_is says; empty: start and months",
    },
    months: {
      kind: "number",
      unit: "whole months",
      names: ["Contract term (months)", "Term (months)", "Contract length (months)", "Term in months"],
      meaning: "months from start to end, where no end is printed",
    },
    renewal_of: {
      kind: "id",
      names: ["Renewed deal ID", "Renewal of", "Previous deal ID"],
      meaning: "the deal it renews",
    },
    reason: {
      kind: "text",
      names: ["Churn reason", "Loss reason"],
      meaning: "reason of a loss or a change",
    },
  },
  vendor: {
    title: "HubSpot, deals",
    tells: ["stage", "close_date", "company_ids"],
    written: { date_format: "iso" },
    asks: {
      end_on_is:
        'add "end_on_is": "last_day_of_service" where 31 December ends a year, "first_day_off" where 1 January does',
    },
    options: {
      amount_is: {
        words: ["term", "annual", "monthly"],
        isAsked: true,
        meaning: "Amount is that of the whole term, of a year, or of a month; MRR and ARR come before it",
      },
      companies: {
        words: ["first"],
        isAsked: true,
        meaning: "of several companies the first one is the customer",
      },
      won_stages: {
        words: ["won", "not_won"],
        map: {
          appointmentscheduled: "not_won",
          qualifiedtobuy: "not_won",
          presentationscheduled: "not_won",
          decisionmakerboughtin: "not_won",
          contractsent: "not_won",
          closedwon: "won",
          closedlost: "not_won",
          "appointment scheduled": "not_won",
          "qualified to buy": "not_won",
          "presentation scheduled": "not_won",
          "decision maker bought-in": "not_won",
          "contract sent": "not_won",
          "closed won": "won",
          "closed lost": "not_won",
        },
        meaning: "stages, where there is no column Is Closed Won; one that is not listed sets its row aside",
      },
      types: {
        words: ["new", "add_on", "renewal", "replacement", "one_off"],
        map: { "new business": "new", newbusiness: "new", renewal: "renewal", "add-on": "add_on" },
        meaning: "words of the type; one that is not listed, as Existing Business, sets its row aside",
      },
    },
    into: {
      contract_lines: {
        line_id: ["id"],
        customer_id: ["company_ids"],
        product: ["product"],
        amount: [
          { of: ["mrr", "arr"] },
          { of: ["amount"], when: { amount_is: ["annual", "monthly", null] } },
        ],
        term_value: { of: ["amount"], when: { amount_is: ["term"] }, unless: ["mrr", "arr"] },
        billing_period: [],
        currency: ["currency"],
        signed_on: ["close_date"],
        start_on: ["start_on"],
        end_on: ["end_on", "months"],
        order_type: ["type"],
        is_recurring: ["type"],
        renewal_of: ["renewal_of"],
        reason: ["reason"],
      },
    },
  },
} as const satisfies VendorLayout;
