import type { VendorLayout } from "../../src/read/layout.ts";

/** Lines of contracts in Salesforce: contract line items, CPQ subscriptions, or a firm's own object. */
export const salesforceContractLines = {
  name: "salesforce_contract_lines",
  row: "a line of a contract",
  endMeans: "term",
  columns: {
    id: {
      kind: "id",
      required: true,
      names: ["Id", "Line ID", "Record ID"],
      meaning: "the line, 15 or 18 characters",
    },
    is_deleted: { kind: "boolean", names: ["IsDeleted", "Deleted"], meaning: "true: in the recycle bin" },
    account: {
      kind: "id",
      required: true,
      names: ["AccountId", "Account__c", "SBQQ__Account__c", "Account ID", "Customer__c"],
      meaning: "the account, 15 or 18 characters",
    },
    contract: {
      kind: "id",
      names: [
        "ContractId",
        "Contract__c",
        "SBQQ__Contract__c",
        "ServiceContractId",
        "Order__c",
        "OrderId",
        "Order_Number__c",
      ],
      meaning: "the contract or order the line belongs to",
    },
    product: {
      kind: "text",
      names: [
        ...["Product_Name__c", "SBQQ__ProductName__c", "ProductCode", "Product_Code__c", "Product__c"],
        ...["Product2Id", "SBQQ__Product__c", "Product2.Name", "SKU__c"],
      ],
      meaning: "product name, code or key",
    },
    quantity: {
      kind: "number",
      names: ["Quantity", "Quantity__c", "SBQQ__Quantity__c", "Seats__c"],
      meaning: "empty: 1",
    },
    mrr: {
      kind: "money",
      names: ["MRR__c", "Monthly_Amount__c", "Monthly_Value__c", "Monthly_Recurring_Revenue__c", "CMRR__c"],
      meaning: "amount of the whole line a month",
    },
    arr: {
      kind: "money",
      names: [
        "ARR__c",
        "ACV__c",
        "Annual_Amount__c",
        "Annual_Value__c",
        "Annual_Contract_Value__c",
        "Annual_Recurring_Revenue__c",
      ],
      meaning: "amount of the whole line a year",
    },
    total_price: {
      kind: "money",
      unit: "a period as price_is says",
      names: ["TotalPrice", "Total_Price__c", "Net_Amount__c", "SBQQ__NetTotal__c", "TCV__c", "Amount__c"],
      meaning: "amount of the whole line",
    },
    unit_price: {
      kind: "money",
      unit: "a period as price_is says",
      names: ["UnitPrice", "Unit_Price__c", "SBQQ__NetPrice__c", "Net_Price__c", "Sales_Price__c"],
      meaning: "net price of one unit",
    },
    list_price: {
      kind: "money",
      names: ["ListPrice", "List_Price__c", "SBQQ__ListPrice__c"],
      meaning: "list price of one unit; only used beside a price of one unit",
    },
    billing_period: {
      kind: "period",
      names: ["Price_Period__c", "Billing_Period__c", "Price_Frequency__c"],
      meaning: "period of the price, row by row; empty: as price_is says",
    },
    currency: {
      kind: "currency",
      names: ["CurrencyIsoCode", "Currency__c", "Currency"],
      meaning: "billing currency; no column: the company's",
    },
    signed_on: {
      kind: "date",
      names: [
        "Signed_Date__c",
        "Signed_On__c",
        "CustomerSignedDate",
        "Customer_Signed_Date__c",
        "Contract_Signed_Date__c",
      ],
      meaning: "when it was signed: recorded; empty: on its start",
    },
    start_on: {
      kind: "date",
      required: true,
      names: [
        ...["StartDate", "Start_Date__c", "SBQQ__SubscriptionStartDate__c", "SBQQ__StartDate__c"],
        ...[
          "Effective_Start_Date__c",
          "EffectiveStartDateTime",
          "Subscription_Start_Date__c",
          "Service_Start_Date__c",
        ],
      ],
      meaning: "first day",
    },
    end_on: {
      kind: "date",
      required: true,
      names: [
        ...["EndDate", "End_Date__c", "SBQQ__SubscriptionEndDate__c", "SBQQ__EndDate__c"],
        ...[
          "Effective_End_Date__c",
          "EffectiveEndDateTime",
          "Subscription_End_Date__c",
          "Service_End_Date__c",
        ],
      ],
      meaning: "last day of service, as Salesforce has it; end_on_is says otherwise",
    },
    terminated_on: {
      kind: "date",
      names: ["SBQQ__TerminatedDate__c", "Terminated_Date__c", "Termination_Date__c"],
      meaning: "last day of a line that was ended before its end",
    },
    notice_on: {
      kind: "date",
      names: [
        ...["Notice_Date__c", "Notice_On__c", "Cancellation_Notice_Date__c", "Cancellation_Date__c"],
        ...["Cancellation_Requested__c", "Cancelled_On__c"],
      ],
      meaning: "when the notice came: recorded; empty: none",
    },
    auto_renews: {
      kind: "boolean",
      names: ["Auto_Renew__c", "Auto_Renewal__c", "AutoRenewal__c", "Is_Auto_Renewal__c"],
      meaning: "true: renewed on each due day unless noticed; empty: not",
    },
    renewal_months: {
      kind: "number",
      names: ["Renewal_Term__c", "SBQQ__RenewalTerm__c", "Renewal_Months__c"],
      meaning: "whole months of each automatic renewal",
    },
    order_type: {
      kind: "word",
      names: ["Order_Type__c", "Line_Type__c", "Change_Type__c", "Type__c", "Type"],
      meaning: "what kind of order it was, by the option types; empty: not said",
    },
    renewal_of: {
      kind: "id",
      names: ["Renewal_Of__c", "Renewed_Line__c", "SBQQ__RenewedSubscription__c", "Renews__c"],
      meaning: "the line it renews",
    },
    replaces: {
      kind: "id",
      names: ["Replaces__c", "SBQQ__RevisedSubscription__c", "Replaced_Line__c", "Amends__c"],
      meaning: "the line it replaces",
    },
    reason: {
      kind: "text",
      names: [
        "Churn_Reason__c",
        "Cancellation_Reason__c",
        "Loss_Reason__c",
        "Reason__c",
        "Downgrade_Reason__c",
      ],
      meaning: "reason of a loss or a change",
    },
    is_recurring: {
      kind: "boolean",
      names: ["Is_Recurring__c", "Recurring__c"],
      meaning: "false: a one-off; empty: recurring",
    },
  },
  vendor: {
    title: "Salesforce, lines of contracts",
    tells: [
      ["contract", "product"],
      ["mrr", "arr", "total_price", "unit_price"],
    ],
    written: { date_format: "iso", end_on_is: "last_day_of_service" },
    options: {
      price_is: {
        words: ["monthly", "annual", "term"],
        isAsked: true,
        meaning: "total and unit prices are a month's, a year's, or the whole term's",
      },
      types: {
        words: ["new", "add_on", "renewal", "replacement", "step", "archive"],
        map: {
          new: "new",
          "new business": "new",
          "new customer": "new",
          "add-on": "add_on",
          "add on": "add_on",
          add_on: "add_on",
          renewal: "renewal",
          replacement: "replacement",
          step: "step",
          "step-up": "step",
          archive: "archive",
        },
        meaning: "words of the order type; one that is not listed sets its row aside",
      },
    },
    into: {
      contract_lines: {
        line_id: ["id"],
        customer_id: ["account"],
        order_id: ["contract"],
        product: ["product"],
        quantity: ["quantity"],
        amount: [
          { of: ["mrr", "arr"] },
          { of: ["total_price"], when: { price_is: ["monthly", "annual", null] } },
        ],
        term_value: { of: ["total_price"], when: { price_is: ["term"] }, unless: ["mrr", "arr"] },
        unit_price: { of: ["unit_price"], unless: ["mrr", "arr", "total_price"] },
        list_price: { of: ["list_price"], unless: ["mrr", "arr", "total_price"] },
        billing_period: [],
        currency: ["currency"],
        signed_on: ["signed_on"],
        start_on: ["start_on"],
        end_on: ["end_on", "terminated_on"],
        end_means: [],
        notice_on: ["notice_on"],
        auto_renews: ["auto_renews"],
        renewal_months: ["renewal_months"],
        order_type: ["order_type"],
        renewal_of: ["renewal_of"],
        replaces: ["replaces"],
        reason: ["reason"],
        is_recurring: ["is_recurring"],
      },
    },
  },
} as const satisfies VendorLayout;
