import { beforeAll, expect, test } from "vitest";
import { testLine } from "./test-line.ts";
import { runService } from "./test-service.ts";

type Ask = Awaited<ReturnType<typeof runService>>;
let ask: Ask;
const open = (customer_id: string) => testLine(customer_id, 10_000, ["2022-01-01", null], { customer_id });
let answers = 0;
const answer = (customer_id: string, person_id: string | null, score: number, responded_on: string) => {
  answers += 1;
  return { response_id: `r${answers}`, customer_id, person_id, survey_type: "nps", score, responded_on };
};
const ask_for = (customer_id: string, person_id: string, sent_on: string) => ({
  customer_id,
  person_id,
  survey_type: "nps",
  sent_on,
});

beforeAll(async () => {
  ask = await runService(
    [
      ...["A", "B", "C"].map(open),
      testLine("G", 10_000, ["2022-01-01", "2025-11-01"], { customer_id: "G", end_means: "cancelled" }),
    ],
    {
      read_customers: ["A", "B", "C", "G"].map((customer_id) => ({
        customer_id,
        industry: customer_id === "A" ? "Media" : "Retail",
      })),
      read_survey_responses: [
        // 9 and 10 promote, 7 and 8 are neither, 6 and below detract.
        answer("A", "a1", 6, "2024-05-10"),
        answer("A", "a1", 9, "2025-05-31"),
        answer("A", "a2", 8, "2025-05-02"),
        // Two answers in one month: the last stands, both were given.
        answer("B", "b1", 10, "2025-05-03"),
        answer("B", "b1", 0, "2025-05-20"),
        answer("B", "b2", 7, "2024-06-01"),
        answer("C", "c1", 10, "2024-12-31"),
        answer("C", "c2", 5, "2024-11-30"),
        answer("C", null, 6, "2025-10-05"),
        answer("G", "g1", 3, "2025-05-05"),
        answer("G", "g2", 9, "2024-08-01"),
        { ...answer("A", "a2", 1, "2025-06-01"), survey_type: "csat", best_score: 5 },
        answer("A", "a2", 0, "2026-01-02"),
      ],
      read_survey_invitations: [
        ask_for("A", "a1", "2025-04-01"),
        ask_for("A", "a2", "2025-05-02"),
        ask_for("A", "a3", "2025-05-01"),
        // Asked twice before the answer: the second one is answered.
        ask_for("B", "b1", "2025-04-01"),
        ask_for("B", "b1", "2025-05-01"),
      ],
      read_activities: [
        { customer_id: "B", activity_on: "2025-05-20", activity_type: "call" },
        { customer_id: "C", activity_on: "2025-10-04", activity_type: "call" },
        { customer_id: "C", activity_on: "2026-01-04", activity_type: "call" },
      ],
      read_contacts: [{ person_id: "b1", customer_id: "B", name: "Bea" }],
    },
  );
}, 120_000);

test("answers given in a month, and how people stand at its end", async () => {
  const months = await ask("select * from nps__by_month");
  const at = (month: string) => months.find(({ report_month }) => report_month === month);
  expect(months[0]?.report_month).toBe("2024-05-01");
  expect(months.at(-1)?.report_month).toBe("2025-12-01");
  expect(at("2025-05-01")).toEqual({
    report_month: "2025-05-01",
    answers: 5,
    promoters: 2,
    passives: 1,
    detractors: 2,
    // a1 9, a2 8, b1 0, b2 7 (June 2024), c1 10, c2 5, g1 3, g2 9
    standing_persons: 8,
    standing_promoters: 3,
    standing_passives: 2,
    standing_detractors: 3,
    standing_customers: 4,
    // A 1 of 2, B 0 of 2, C 1 of 2, G 1 of 2
    promoter_micros: 1_500_000,
    detractor_micros: 1_500_000,
    invited: 3,
    answered: 2,
  });
  // b1's 10 stood for nobody: it was followed in its own month. April's invitation of b1 was not answered before May's.
  expect(at("2025-04-01")).toMatchObject({ invited: 2, answered: 1 });
  // The year of b2 is over in June, that of c2 in November, that of c1 in December.
  expect(at("2025-06-01")).toMatchObject({ standing_persons: 7, standing_passives: 1 });
  expect(at("2025-12-01")).toMatchObject({ answers: 0, standing_persons: 5, standing_customers: 4 });
});

test("each label of a cut, and a customer who has left stays until the year is over", async () => {
  const industry = await ask(
    "select label, persons, promoters, detractors, customers, invited, answered from nps__by_cut where cut = 'industry' and report_month = '2025-12-01' order by label",
  );
  expect(industry).toEqual([
    { label: "Media", persons: 2, promoters: 1, detractors: 0, customers: 1, invited: 3, answered: 2 },
    { label: "Retail", persons: 3, promoters: 0, detractors: 3, customers: 3, invited: 2, answered: 1 },
  ]);
});

test("the flow of a year: every class, none and left", async () => {
  const flow = await ask("select from_class, to_class, persons from nps__flow order by from_class, to_class");
  expect(flow).toEqual([
    { from_class: "detractor", to_class: "none", persons: 1 },
    { from_class: "detractor", to_class: "promoter", persons: 1 },
    { from_class: "none", to_class: "detractor", persons: 2 },
    { from_class: "none", to_class: "left", persons: 1 },
    { from_class: "none", to_class: "passive", persons: 1 },
    { from_class: "passive", to_class: "none", persons: 1 },
    { from_class: "promoter", to_class: "left", persons: 1 },
    { from_class: "promoter", to_class: "none", persons: 1 },
  ]);
});

test("detractors at customers still there, and whether anybody followed up by as_of", async () => {
  expect(
    await ask(
      "select customer_id, person_name, score, followed_on, committed_minor from nps__detractors order by 1",
    ),
  ).toEqual([
    { customer_id: "B", person_name: "Bea", score: 0, followed_on: "2025-05-20", committed_minor: 10_000 },
    { customer_id: "C", person_name: null, score: 6, followed_on: null, committed_minor: 10_000 },
  ]);
  expect(await ask("select is_followed, detractors, customers, committed_minor from nps__follow_up")).toEqual(
    [
      { is_followed: false, detractors: 1, customers: 1, committed_minor: 10_000 },
      { is_followed: true, detractors: 1, customers: 1, committed_minor: 10_000 },
    ],
  );
});
