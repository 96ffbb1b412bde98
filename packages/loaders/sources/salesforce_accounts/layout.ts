import type { VendorLayout } from "../../src/read/layout.ts";

/** Salesforce's accounts: customers, and the accounts that were merged into another. */
export const salesforceAccounts = {
  name: "salesforce_accounts",
  row: "an account",
  columns: {
    id: {
      kind: "id",
      required: true,
      names: ["Id", "Account ID", "AccountId"],
      meaning: "15 or 18 characters",
    },
    name: { kind: "text", required: true, names: ["Name", "Account Name"], meaning: "the account's name" },
    is_deleted: { kind: "boolean", names: ["IsDeleted", "Deleted"], meaning: "true: in the recycle bin" },
    merged_into: {
      kind: "id",
      names: ["MasterRecordId", "Master Record ID"],
      meaning: "the account a deleted one was merged into",
    },
    parent: { kind: "id", names: ["ParentId", "Parent Account ID"], meaning: "the account above it" },
    industry: { kind: "text", names: ["Industry"], meaning: "industry; empty: unknown" },
    region: {
      kind: "text",
      names: ["Region__c", "Billing Country", "BillingCountry", "BillingCountryCode"],
      meaning: "region or country; empty: unknown",
    },
    size_band: {
      kind: "text",
      names: ["Size_Band__c", "Segment__c", "Customer_Segment__c", "Company_Size__c"],
      meaning: "size band; empty: unknown",
    },
    sales_channel: {
      kind: "text",
      names: ["Sales_Channel__c", "Channel__c", "AccountSource", "Account Source"],
      meaning: "who sold it; empty: unknown",
    },
    csm: {
      kind: "text",
      names: ["CSM__c", "CSM_Name__c", "Customer_Success_Manager__c", "Success_Manager__c"],
      meaning: "customer-success manager, and not the account's owner in sales; empty: nobody",
    },
    touch_tier: {
      kind: "text",
      names: ["Touch_Tier__c", "Touch_Model__c", "Service_Tier__c"],
      meaning: "high, low or tech touch; empty: unknown",
    },
    use_case: {
      kind: "text",
      names: ["Use_Case__c", "Primary_Use_Case__c"],
      meaning: "what for; empty: unknown",
    },
    plan: { kind: "text", names: ["Plan__c", "Edition__c"], meaning: "the plan it is on; empty: unknown" },
    type: { kind: "word", names: ["Type", "Account Type"], meaning: "Customer, Prospect, ...; not used" },
    number: { kind: "text", names: ["AccountNumber", "Account Number"], meaning: "not used" },
  },
  vendor: {
    title: "Salesforce, accounts",
    tells: [["parent", "industry", "region", "merged_into", "number"]],
    written: { date_format: "iso" },
    into: {
      customers: {
        customer_id: ["id"],
        name: ["name"],
        industry: ["industry"],
        region: ["region"],
        size_band: ["size_band"],
        sales_channel: ["sales_channel"],
        csm: ["csm"],
        touch_tier: ["touch_tier"],
        use_case: ["use_case"],
        plan: ["plan"],
        parent_id: ["parent"],
      },
      customer_map: { customer_id: ["id"], mapped_to: ["merged_into"] },
    },
  },
} as const satisfies VendorLayout;
