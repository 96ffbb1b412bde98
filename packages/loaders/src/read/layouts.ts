import { activities } from "../../sources/activities/layout.ts";
import { assignments } from "../../sources/assignments/layout.ts";
import { contacts } from "../../sources/contacts/layout.ts";
import { contractLines } from "../../sources/contract_lines/layout.ts";
import { csmAssignments } from "../../sources/csm_assignments/layout.ts";
import { csmRoster } from "../../sources/csm_roster/layout.ts";
import { customerMap } from "../../sources/customer_map/layout.ts";
import { customers } from "../../sources/customers/layout.ts";
import { delightedResponses } from "../../sources/delighted_responses/layout.ts";
import { delightedResponsesCsv } from "../../sources/delighted_responses_csv/layout.ts";
import { engagement } from "../../sources/engagement/layout.ts";
import { exchangeRates } from "../../sources/exchange_rates/layout.ts";
import { expectedLosses } from "../../sources/expected_losses/layout.ts";
import { gainsightTimeline } from "../../sources/gainsight_timeline/layout.ts";
import { hubspotCompanies } from "../../sources/hubspot_companies/layout.ts";
import { hubspotDeals } from "../../sources/hubspot_deals/layout.ts";
import { hubspotEngagement } from "../../sources/hubspot_engagement/layout.ts";
import { invoiceLines } from "../../sources/invoice_lines/layout.ts";
import { invoices } from "../../sources/invoices/layout.ts";
import { milestones } from "../../sources/milestones/layout.ts";
import { plan } from "../../sources/plan/layout.ts";
import { reportedChurn } from "../../sources/reported_churn/layout.ts";
import { salesforceAccounts } from "../../sources/salesforce_accounts/layout.ts";
import { salesforceContractLines } from "../../sources/salesforce_contract_lines/layout.ts";
import { salesforceOpportunities } from "../../sources/salesforce_opportunities/layout.ts";
import { segmentTracks } from "../../sources/segment_tracks/layout.ts";
import { stripeInvoices } from "../../sources/stripe_invoices/layout.ts";
import { stripeInvoicesApi } from "../../sources/stripe_invoices_api/layout.ts";
import { stripeSubscriptions } from "../../sources/stripe_subscriptions/layout.ts";
import { stripeSubscriptionsApi } from "../../sources/stripe_subscriptions_api/layout.ts";
import { subscriptionPeriods } from "../../sources/subscription_periods/layout.ts";
import { surveyInvitations } from "../../sources/survey_invitations/layout.ts";
import { surveyResponses } from "../../sources/survey_responses/layout.ts";
import { ticketChanges } from "../../sources/ticket_changes/layout.ts";
import { tickets } from "../../sources/tickets/layout.ts";
import { usage } from "../../sources/usage/layout.ts";
import { usageCharges } from "../../sources/usage_charges/layout.ts";
import { xeroSalesInvoices } from "../../sources/xero_sales_invoices/layout.ts";
import { zendeskTickets } from "../../sources/zendesk_tickets/layout.ts";
import { zendeskTicketsCsv } from "../../sources/zendesk_tickets_csv/layout.ts";
import type { Layout, NeutralLayout, NeutralName, VendorLayout } from "./layout.ts";

/** Layouts whose columns company.json maps, by name. */
export const neutralLayouts: Readonly<Record<NeutralName, NeutralLayout>> = {
  customers,
  contract_lines: contractLines,
  subscription_periods: subscriptionPeriods,
  assignments,
  exchange_rates: exchangeRates,
  usage_charges: usageCharges,
  expected_losses: expectedLosses,
  customer_map: customerMap,
  invoices,
  invoice_lines: invoiceLines,
  tickets,
  ticket_changes: ticketChanges,
  survey_responses: surveyResponses,
  survey_invitations: surveyInvitations,
  usage,
  activities,
  contacts,
  milestones,
  reported_churn: reportedChurn,
  engagement,
  plan,
  csm_roster: csmRoster,
  csm_assignments: csmAssignments,
};

/** Layouts of vendors' exports; a file is recognised as one by its columns. */
export const vendorLayouts: readonly VendorLayout[] = [
  stripeSubscriptions,
  stripeSubscriptionsApi,
  salesforceAccounts,
  salesforceContractLines,
  salesforceOpportunities,
  zendeskTickets,
  zendeskTicketsCsv,
  delightedResponses,
  delightedResponsesCsv,
  segmentTracks,
  gainsightTimeline,
  hubspotCompanies,
  hubspotDeals,
  hubspotEngagement,
  stripeInvoices,
  stripeInvoicesApi,
  xeroSalesInvoices,
];

/** Every layout the reader knows, by the name company.json uses. */
export const layouts: Readonly<Record<string, Layout>> = {
  ...neutralLayouts,
  ...Object.fromEntries(vendorLayouts.map((layout) => [layout.name, layout])),
};

/** Is a layout's name that of a neutral one? */
export function isNeutral(name: string): name is NeutralName {
  return name in neutralLayouts;
}
