import type { VendorLayout } from "../../src/read/layout.ts";

/** Salesforce's opportunities that were won, as contracts: for firms whose contracts are nowhere else. */
export const salesforceOpportunities = {
  name: "salesforce_opportunities",
  row: "an opportunity",
  endMeans: "term",
  columns: {
    id: { kind: "id", required: true, names: ["Id", "Opportunity ID"], meaning: "15 or 18 characters" },
    is_deleted: { kind: "boolean", names: ["IsDeleted", "Deleted"], meaning: "true: in the recycle bin" },
    account: {
      kind: "id",
      required: true,
      names: ["AccountId", "Account ID"],
      meaning: "15 or 18 characters",
    },
    stage: { kind: "word", required: true, names: ["StageName", "Stage"], meaning: "a firm's own words" },
    is_won: {
      kind: "boolean",
      names: ["IsWon", "Won"],
      meaning: "true: won; no column: by the option won_stages",
    },
    amount: {
      kind: "money",
      required: true,
      unit: "a period as amount_is says",
      names: ["Amount"],
      meaning: "amount of the whole opportunity",
    },
    close_date: {
      kind: "date",
      isDay: true,
      required: true,
      names: ["CloseDate", "Close Date"],
      meaning: "of one that is won, the day of signing: recorded",
    },
    type: {
      kind: "word",
      names: ["Type", "Opportunity Type"],
      meaning: "what kind of order, by the option types",
    },
    product: {
      kind: "text",
      names: ["Product__c", "Product_Name__c", "Product_Family__c", "Plan__c"],
      meaning: "product",
    },
    quantity: {
      kind: "number",
      names: ["TotalOpportunityQuantity", "Quantity__c", "Seats__c"],
      meaning: "empty: 1",
    },
    currency: {
      kind: "currency",
      names: ["CurrencyIsoCode", "Opportunity Currency"],
      meaning: "no column: the company's",
    },
    start_on: {
      kind: "date",
      isDay: true,
      required: true,
      names: [
        ...["Contract_Start_Date__c", "Start_Date__c", "Subscription_Start_Date__c", "Service_Start_Date__c"],
        ...["ContractStartDate", "SBQQ__ContractStartDate__c", "Effective_Date__c"],
      ],
      meaning: "first day; a firm's own field",
    },
    end_on: {
      kind: "date",
      isDay: true,
      names: [
        "Contract_End_Date__c",
        "End_Date__c",
        "Subscription_End_Date__c",
        "Service_End_Date__c",
        "ContractEndDate",
      ],
      meaning: "last day of service; empty: start and months",
    },
    months: {
      kind: "number",
      unit: "whole months",
      names: [
        "Term__c",
        "Contract_Term__c",
        "Term_Months__c",
        "ContractTerm",
        "Contract_Term_Months__c",
        "Months__c",
      ],
      meaning: "months from start to end, where no end is printed",
    },
    renewal_of: {
      kind: "id",
      names: ["Renewed_Opportunity__c", "Renewal_Of__c", "Previous_Opportunity__c"],
      meaning: "the opportunity it renews",
    },
    reason: {
      kind: "text",
      names: ["Loss_Reason__c", "Churn_Reason__c"],
      meaning: "reason of a loss or a change",
    },
  },
  vendor: {
    title: "Salesforce, opportunities",
    tells: ["stage", "close_date"],
    written: { date_format: "iso", end_on_is: "last_day_of_service" },
    options: {
      amount_is: {
        words: ["term", "annual", "monthly"],
        isAsked: true,
        meaning: "Amount is that of the whole term, of a year, or of a month",
      },
      won_stages: {
        words: ["won", "not_won"],
        map: { "closed won": "won", "closed lost": "not_won" },
        meaning: "stages, where there is no column IsWon; one that is not listed sets its row aside",
      },
      types: {
        words: ["new", "add_on", "renewal", "replacement", "one_off"],
        map: {
          "new business": "new",
          "new customer": "new",
          new: "new",
          renewal: "renewal",
          "add-on": "add_on",
          "add-on business": "add_on",
        },
        meaning:
          "words of the type; one that is not listed sets its row aside: an upgrade may print the whole or the difference",
      },
    },
    into: {
      contract_lines: {
        line_id: ["id"],
        customer_id: ["account"],
        product: ["product"],
        quantity: ["quantity"],
        amount: { of: ["amount"], when: { amount_is: ["annual", "monthly", null] } },
        term_value: { of: ["amount"], when: { amount_is: ["term"] } },
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
