/**
 * Keys under which vendors' interfaces and exports wrap lists of records: `{"data": [...]}` of Stripe, `list` of
 * Chargebee, `results` of HubSpot and of searches, `records` of Salesforce, the others by what they list. A record may
 * hold any of them deeper inside, not at its own top. Lists that come beside another (users beside tickets) are not among them.
 */
export const envelopeKeys: readonly string[] = [
  ...["data", "list", "results", "records", "value"],
  ...["subscriptions", "invoices", "companies", "deals", "conversations", "activities", "movements"],
  ...["tickets", "ticket_metrics", "satisfaction_ratings", "responses", "events"],
];
