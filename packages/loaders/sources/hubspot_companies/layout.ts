import type { VendorLayout } from "../../src/read/layout.ts";

/** HubSpot's companies: customers, and the companies that were merged into another. */
export const hubspotCompanies = {
  name: "hubspot_companies",
  row: "a company",
  columns: {
    id: {
      kind: "id",
      required: true,
      names: ["Record ID", "Company ID", "Record ID - Company", "properties.hs_object_id", "id"],
      meaning: "the company's number",
    },
    name: {
      kind: "text",
      required: true,
      names: ["Company name", "properties.name"],
      meaning: "the company's name",
    },
    owner: {
      kind: "text",
      names: ["Company owner", "properties.hubspot_owner_id"],
      meaning: "its owner in sales; not used",
    },
    industry: {
      kind: "text",
      names: ["Industry", "properties.industry"],
      meaning: "industry; empty: unknown",
    },
    region: {
      kind: "text",
      names: ["Region", "Country/Region", "Country", "properties.country"],
      meaning: "region or country; empty: unknown",
    },
    size_band: {
      kind: "text",
      names: ["Company size", "Size band", "Segment", "Customer segment"],
      meaning: "size band; empty: unknown",
    },
    sales_channel: {
      kind: "text",
      names: ["Sales channel", "Channel"],
      meaning: "who sold it; empty: unknown",
    },
    csm: {
      kind: "text",
      names: ["CSM", "Customer Success Manager", "Customer success owner", "CS owner"],
      meaning: "customer-success manager, and not the company's owner; empty: nobody",
    },
    touch_tier: {
      kind: "text",
      names: ["Touch tier", "Service tier", "Touch model"],
      meaning: "high, low or tech touch; empty: unknown",
    },
    use_case: { kind: "text", names: ["Use case", "Primary use case"], meaning: "what for; empty: unknown" },
    plan: { kind: "text", names: ["Plan", "Edition"], meaning: "the plan it is on; empty: unknown" },
    parent: {
      kind: "id",
      names: [
        "Parent Company ID",
        "Parent Company IDs",
        "Associated Parent Company IDs",
        "properties.hs_parent_company_id",
      ],
      meaning: "the company above it, where there is one",
    },
    merged: {
      kind: "id",
      names: [
        "Merged object IDs",
        "Merged Company IDs",
        "Merged record IDs",
        "properties.hs_merged_object_ids",
      ],
      meaning: "companies merged into this one, joined by semicolons",
    },
    created: {
      kind: "date",
      names: ["Create Date", "properties.createdate"],
      meaning: "when it was made; not used",
    },
  },
  vendor: {
    title: "HubSpot, companies",
    tells: [["owner", "created", "industry", "region"]],
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
      customer_map: { customer_id: ["merged"], mapped_to: { of: ["id"], needs: ["merged"] } },
    },
  },
} as const satisfies VendorLayout;
