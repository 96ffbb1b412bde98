// @vitest-environment jsdom
import { expect, test } from "vitest";
import { riskBubbles } from "./risk-bubbles.ts";

const bubble = (key: string, due_on: string, amount_minor: number, band_no = 1) => ({
  key,
  name: `Customer ${key}`,
  due_on,
  state: "open" as const,
  band: band_no === 1 ? "red" : "green",
  band_no,
  score: 40,
  amount_minor,
});

test.each([
  { beside: [], side: "right" },
  { beside: ["2026-03-20"], side: "left" },
  { beside: ["2026-02-10", "2026-03-20"], side: null },
])("a name stands to the $side where bubbles stand on $beside", ({ beside, side }) => {
  const chart = riskBubbles(
    [bubble("A", "2026-03-01", 90_000), ...beside.map((due, at) => bubble(`B${at}`, due, 10, 2))].concat(
      bubble("end", "2026-06-30", 20, 2),
    ),
    { asOf: "2025-12-31", bands: [], currency: "USD", exponent: 2, width: 800 },
  );
  const circle = chart.querySelector("circle[data-key=A]");
  const name = chart.querySelector(".chart-name");
  const isRight = Number(name?.getAttribute("x")) > Number(circle?.getAttribute("cx"));
  expect(name ? (isRight ? "right" : "left") : null).toBe(side);
});

test("a bubble that touches a larger one is not named: its name would be taken for the other's", () => {
  const rows = [
    bubble("A", "2026-03-01", 90_000, 2),
    bubble("B", "2026-03-03", 9_000),
    bubble("C", "2026-05-03", 10),
  ];
  const chart = riskBubbles(rows, {
    asOf: "2025-12-31",
    bands: [],
    currency: "USD",
    exponent: 2,
    width: 800,
  });
  expect([...chart.querySelectorAll(".chart-name")].map((name) => name.textContent)).toEqual(["Customer C"]);
});
