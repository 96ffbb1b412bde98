import type { FaultCode } from "./faults.ts";

const own = (...columns: readonly string[]) => Object.fromEntries(columns.map((name) => [name, name]));

/** A company with a source of every layout of facts; each export prints the canonical names. */
export const factCompany = {
  name: "Test",
  currency: "USD",
  timeZone: "America/New_York",
  as_of: "2025-12-31",
  policies: { max_quarantined_rate: 1 },
  sources: [
    {
      layout: "contract_lines",
      file: "lines.csv",
      columns: { line_id: "id", customer_id: "customer", monthly_amount: "amount", start_on: "start" },
    },
    { layout: "customers", file: "customers.csv", columns: { customer_id: "id" } },
    { layout: "customer_map", file: "map.csv", columns: { customer_id: "old", mapped_to: "new" } },
    {
      layout: "tickets",
      file: "tickets.csv",
      columns: own(
        "ticket_id",
        "customer_id",
        "person_id",
        "opened_on",
        "solved_on",
        "priority",
        "status",
        "subject",
        "changed_at",
      ),
    },
    {
      layout: "ticket_changes",
      file: "changes.csv",
      columns: own("ticket_id", "changed_at", "priority", "status"),
    },
    {
      layout: "survey_responses",
      file: "responses.csv",
      columns: own("response_id", "person_id", "survey_type", "score", "best_score", "responded_on"),
    },
    {
      layout: "survey_invitations",
      file: "invitations.csv",
      columns: own("customer_id", "person_id", "survey_type", "sent_on"),
    },
    {
      layout: "usage",
      file: "usage.csv",
      columns: own("customer_id", "person_id", "line_id", "used_on", "feature", "event_count", "known_on"),
    },
    {
      layout: "activities",
      file: "activities.csv",
      columns: own(
        "activity_id",
        "customer_id",
        "activity_on",
        "activity_type",
        "subject",
        "notes",
        "csm",
        "duration_minutes",
        "pulse",
        "known_on",
      ),
    },
    {
      layout: "contacts",
      file: "contacts.csv",
      columns: own(
        "person_id",
        "email",
        "customer_id",
        "name",
        "role",
        "from_on",
        "left_on",
        "unsubscribed_on",
      ),
    },
    {
      layout: "milestones",
      file: "milestones.csv",
      columns: own("customer_id", "milestone", "planned_on", "reached_on", "known_on"),
    },
    {
      layout: "engagement",
      file: "engagement.csv",
      columns: own("customer_id", "person_id", "engaged_on", "engagement_group", "engagement_type"),
    },
    {
      layout: "plan",
      file: "plan.csv",
      columns: own("plan_month", "basis", "closing", "new", "expansion", "contraction", "churn", "customers"),
    },
    {
      layout: "csm_roster",
      file: "roster.csv",
      columns: own("csm", "name", "role", "team", "from_on", "to_on", "annual_cost"),
    },
    {
      layout: "csm_assignments",
      file: "owners.csv",
      columns: own("customer_id", "csm", "from_on", "to_on", "known_on"),
    },
  ],
};

/** Good rows; Old is A, the person ann is of A, zoe of B by her email, and L2 is a line of B. */
export const factRows: Readonly<Record<string, string>> = {
  "lines.csv": "id,customer,amount,start\nL1,A,10,2025-01-01\nL2,B,20,2025-01-01\n",
  "customers.csv": "id\nA\nB\nOld\n",
  "map.csv": "old,new\nOld,A\n",
  "tickets.csv": `ticket_id,customer_id,person_id,opened_on,solved_on,priority,status,subject,changed_at
T1,Old,,2025-03-01T02:30:00Z,2025-03-05,P1,on-hold,Slow import,2025-03-05T10:00:00Z
T2,,ann,2025-04-01,,,open,,2025-04-02T10:00:00Z
T2,,ann,2025-04-01,2025-04-03,Low,Solved,,2025-04-03T10:00:00Z
`,
  "changes.csv": "ticket_id,changed_at,priority,status\nT1,2025-03-02T12:00:00Z,urgent,\n",
  "responses.csv": `response_id,person_id,survey_type,score,best_score,responded_on
R1,Zoe@B.example,nps,9,,2025-10-07
R2,ann,onboarding,4.5,5,2025-09-08
`,
  "invitations.csv": "customer_id,person_id,survey_type,sent_on\nB,zoe@b.example,NPS,2025-09-30\n",
  "usage.csv": `customer_id,person_id,line_id,used_on,feature,event_count,known_on
A,ann,,2025-11-01,Board,3,
Old,ann,,2025-11-03,Board,,2025-11-04
A,ann,,2025-11-03,Board,2,2025-12-02
,zoe@B.example,,2025-11-30,Board,0,
,,L2,2025-11-30,,7,
`,
  "activities.csv": `activity_id,customer_id,activity_on,activity_type,subject,notes,csm,duration_minutes,pulse,known_on
M1,A,2025-12-08,Executive Business-Review,First review,Keep <b>it</b> short,Kim,45,4,2025-12-09
M2,B,2026-01-15,,,,,,,2025-12-09
`,
  "contacts.csv": `person_id,email,customer_id,name,role,from_on,left_on,unsubscribed_on
ann,,A,Ann,Executive Sponsor,2025-01-01,2025-12-01,
zoe,ZOE@b.example,B,Zoe,,,,2025-11-11
`,
  "milestones.csv": `customer_id,milestone,planned_on,reached_on,known_on
A,Go-live,2025-09-05,2025-09-06,2025-09-05
B,kickoff,2026-01-10,,2025-12-20
`,
  "engagement.csv": `customer_id,person_id,engaged_on,engagement_group,engagement_type
,ann,2025-06-01,Participation,Case study
`,
  "plan.csv": `plan_month,basis,closing,new,expansion,contraction,churn,customers
2025-11-17,,1000.50,100,20,-5,-30.25,40
2025-12-01,live,,,,,,41
`,
  "roster.csv":
    "csm,name,role,team,from_on,to_on,annual_cost\nkim,Kim Ode,,SMB,2024-01-01,,90000\nlee,,Director,,,,\n",
  "owners.csv":
    "customer_id,csm,from_on,to_on,known_on\nA,kim,2025-01-01,2025-06-01,2025-01-03\nA,lee,2025-06-01,,\n",
};

/** Rows that are set aside, put after the good ones: code, file, row, and the message after the row's number. */
export const factFaults: readonly [code: FaultCode, file: string, rows: string, message: string][] = [
  [
    "missing_one_of",
    "tickets.csv",
    "T3,,,2025-01-01,,,,,",
    "customer_id: none of customer_id, person_id is given, got nothing; every row needs one of them",
  ],
  [
    "day_before_another",
    "tickets.csv",
    "T3,A,,2025-02-01,2025-01-31,,,,",
    'solved_on: the day is before opened_on, got "2025-01-31"; correct one of the two',
  ],
  [
    "unknown_word",
    "tickets.csv",
    "T3,A,,2025-02-01,,blocker,,,",
    'priority: expected one of urgent, high, normal, low, got "blocker"; correct the value',
  ],
  [
    "text_in_date",
    "tickets.csv",
    "T3,A,,2025-02-01,,,,,yesterday",
    'changed_at: expected a date such as 2024-01-31, got "yesterday"; another way of writing dates is declared with "date_format"',
  ],
  [
    "duplicate_id",
    "tickets.csv",
    "T1,A,,2025-03-01,,,,,2025-03-05T10:00:00Z",
    'ticket_id: an earlier row has the same id and was kept, got "T1"; give each row an id of its own',
  ],
  [
    "unknown_customer",
    "tickets.csv",
    "T3,Nobody,,2025-02-01,,,,,",
    'customer_id: no accepted row of the customers export has this id, got "Nobody"; add the customer, or correct the id',
  ],
  [
    "unknown_person",
    "tickets.csv",
    "T3,,bob,2025-02-01,,,,,",
    'person_id: no accepted row of contacts has this person, got "bob"; add the person, or give customer_id',
  ],
  [
    "unknown_ticket",
    "changes.csv",
    "T9,2025-03-02T12:00:00Z,,open",
    'ticket_id: no accepted row of tickets has this id, got "T9"; add the ticket, or leave the row out',
  ],
  [
    "score_out_of_range",
    "responses.csv",
    "R3,ann,nps,11,,2025-10-07",
    'score: a score is from 0 to the best there is, of nps a whole number from 0 to 10, got "11"; correct the value, or survey_type',
  ],
  [
    "score_out_of_range",
    "responses.csv",
    "R3,ann,nps,8.5,,2025-10-07",
    'score: a score is from 0 to the best there is, of nps a whole number from 0 to 10, got "8.5"; correct the value, or survey_type',
  ],
  [
    "score_out_of_range",
    "responses.csv",
    "R3,ann,csat,6,5,2025-10-07",
    'score: a score is from 0 to the best there is, of nps a whole number from 0 to 10, got "6"; correct the value, or survey_type',
  ],
  [
    "missing_id",
    "responses.csv",
    ",ann,nps,9,,2025-10-07",
    "response_id: response_id is empty, got nothing; every row needs one",
  ],
  [
    "missing_value",
    "responses.csv",
    "R3,ann,,9,,2025-10-07",
    "survey_type: survey_type is empty, got nothing; every row needs one",
  ],
  [
    "text_in_number",
    "responses.csv",
    "R3,ann,nps,nine,,2025-10-07",
    'score: expected a number, got "nine"; write it without currency signs and words',
  ],
  [
    "number_out_of_range",
    "usage.csv",
    "A,,,2025-11-01,,1.5,",
    'event_count: expected a number: whole, 0 or more, got "1.5"; correct the value or leave it empty',
  ],
  [
    "number_out_of_range",
    "usage.csv",
    "A,,,2025-11-01,,-1,",
    'event_count: expected a number: whole, 0 or more, got "-1"; correct the value or leave it empty',
  ],
  [
    "unknown_line",
    "usage.csv",
    ",,L9,2025-11-01,,1,",
    'line_id: no accepted contract line has this id, got "L9"; add the line, or correct the id',
  ],
  [
    "unknown_customer",
    "usage.csv",
    "X,ann,,2025-11-01,Board,1,",
    'customer_id: no accepted row of the customers export has this id, got "X"; add the customer, or correct the id',
  ],
  [
    "unknown_person",
    "usage.csv",
    ",bob,L9,2025-11-01,Board,1,",
    'person_id: no accepted row of contacts has this person, got "bob"; add the person, or give customer_id',
  ],
  [
    "duplicate_id",
    "contacts.csv",
    "ann,,B,,,,,",
    'person_id: an earlier row has the same id and was kept, got "ann"; give each row an id of its own',
  ],
  [
    "missing_one_of",
    "milestones.csv",
    "A,kickoff,,,",
    "planned_on: none of planned_on, reached_on is given, got nothing; every row needs one of them",
  ],
  [
    "wrong_sign",
    "plan.csv",
    "2026-01-01,,,,,,5,",
    'churn: expected a month, 0 or less: gains and costs are written without, losses with a minus, got "5"; correct the sign',
  ],
  [
    "duplicate_row",
    "plan.csv",
    "2025-11-30,committed,1,,,,,",
    'plan_month: an earlier row says it for the same plan_month and was kept, got "2025-11-01"; keep one of them',
  ],
  [
    "wrong_sign",
    "roster.csv",
    "max,,,,,,-1",
    'annual_cost: expected a year, 0 or more: gains and costs are written without, losses with a minus, got "-1"; correct the sign',
  ],
];
