/**
 * Facts about customers that are neither contracts nor money billed, and what is planned: docs/canonical-tables.md says
 * what a row of each is. Days are in the company's time zone; customer_id is never null, but in read_plan, read_contacts
 * of nobody, and csm_roster, which have none.
 */
export const factTables = {
  /** One row a ticket; priority and status only tell the present. */
  read_tickets: {
    ticket_id: "varchar",
    customer_id: "varchar",
    person_id: "varchar",
    opened_on: "date",
    solved_on: "date",
    priority: "varchar",
    status: "varchar",
    subject: "varchar",
    changed_at: "timestamp",
    source_no: "integer",
  },
  read_ticket_changes: {
    ticket_id: "varchar",
    changed_at: "timestamp",
    priority: "varchar",
    status: "varchar",
    source_no: "integer",
  },
  read_survey_responses: {
    response_id: "varchar",
    customer_id: "varchar",
    person_id: "varchar",
    survey_type: "varchar",
    score: "decimal(18, 6)",
    best_score: "decimal(18, 6)",
    responded_on: "date",
    known_on: "date",
    source_no: "integer",
  },
  read_survey_invitations: {
    invitation_id: "varchar",
    customer_id: "varchar",
    person_id: "varchar",
    survey_type: "varchar",
    sent_on: "date",
    source_no: "integer",
  },
  /** Rolled up while it is read: one row a customer, person, feature, month of use and month of recording. */
  read_usage: {
    customer_id: "varchar",
    person_id: "varchar",
    feature: "varchar",
    /** First of the month of use. */
    usage_month: "date",
    /** First of the month in which it was recorded; not before usage_month. */
    known_month: "date",
    event_count: "bigint",
    /** Bit d - 1 is set when there was use on day d of the month. */
    days_used: "integer",
    /** Rows of the export behind it. */
    row_count: "bigint",
    source_no: "integer",
  },
  read_activities: {
    activity_id: "varchar",
    customer_id: "varchar",
    person_id: "varchar",
    activity_on: "date",
    activity_type: "varchar",
    subject: "varchar",
    notes: "varchar",
    csm: "varchar",
    duration_minutes: "decimal(18, 6)",
    pulse: "decimal(18, 6)",
    known_on: "date",
    source_no: "integer",
  },
  read_contacts: {
    person_id: "varchar",
    email: "varchar",
    customer_id: "varchar",
    name: "varchar",
    role: "varchar",
    from_on: "date",
    left_on: "date",
    unsubscribed_on: "date",
    known_on: "date",
    source_no: "integer",
  },
  read_milestones: {
    customer_id: "varchar",
    milestone: "varchar",
    planned_on: "date",
    reached_on: "date",
    known_on: "date",
    source_no: "integer",
  },
  /** Losses as another system tells them; the ledger takes nothing from them. */
  read_reported_churn: {
    customer_id: "varchar",
    churned_on: "date",
    reason: "varchar",
    source_no: "integer",
  },
  read_engagement: {
    engagement_id: "varchar",
    customer_id: "varchar",
    person_id: "varchar",
    engaged_on: "date",
    engagement_group: "varchar",
    engagement_type: "varchar",
    known_on: "date",
    source_no: "integer",
  },
  /** One row a month and basis; amounts a month in the company's currency. */
  read_plan: {
    plan_month: "date",
    basis: "varchar",
    closing_minor: "bigint",
    new_minor: "bigint",
    expansion_minor: "bigint",
    contraction_minor: "bigint",
    churn_minor: "bigint",
    customers: "bigint",
    source_no: "integer",
  },
  read_csm_roster: {
    csm: "varchar",
    name: "varchar",
    role: "varchar",
    team: "varchar",
    from_on: "date",
    to_on: "date",
    annual_cost_minor: "bigint",
    currency: "varchar",
    source_no: "integer",
  },
  read_csm_assignments: {
    customer_id: "varchar",
    csm: "varchar",
    from_on: "date",
    to_on: "date",
    known_on: "date",
    source_no: "integer",
  },
} as const;

export type FactTable = keyof typeof factTables;
