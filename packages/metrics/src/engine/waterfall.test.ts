import { describe, expect, test } from "vitest";
import { exampleLedgerFile } from "../example-ledger.ts";
import { smallLedger } from "../testing/small-ledger.ts";
import { openLedger } from "./open-ledger.ts";
import { productLedger } from "./product-ledger.ts";
import { waterfall } from "./waterfall.ts";
import { waterfallByCut } from "./waterfall-by-cut.ts";

describe("a label that changes (ledger-cases.md, last paragraph: Ann to Bo in June)", () => {
  const ledger = openLedger(
    smallLedger({
      months: 7,
      movements: [
        { month: 0, customer: "A", kind: "new", amount: 100_000 },
        { month: 5, customer: "A", kind: "upgrade", side: "expansion", amount: 20_000 },
      ],
      logos: [{ month: 0, customer: "A", kind: "new", active: 1 }],
      cuts: [
        {
          name: "csm",
          labels: {
            A: [
              [0, "Ann"],
              [5, "Bo"],
            ],
          },
        },
      ],
    }),
  );

  test("Ann: opening 100000, upgrade +20000, moved -120000, closing 0", () => {
    expect(waterfall(ledger, { cut: "csm", label: "Ann" })[5]).toMatchObject({
      cut: "csm",
      label: "Ann",
      opening_minor: 100_000,
      upgrade_minor: 20_000,
      expansion_minor: 20_000,
      moved_minor: -120_000,
      closing_minor: 0,
      opening_logos: 1,
      moved_logos: -1,
      closing_logos: 0,
    });
  });

  test("Bo: moved +120000", () => {
    expect(waterfall(ledger, { cut: "csm", label: "Bo" })[5]).toMatchObject({
      opening_minor: 0,
      upgrade_minor: 0,
      moved_minor: 120_000,
      closing_minor: 120_000,
      moved_logos: 1,
      closing_logos: 1,
    });
  });

  test("the total has no moved columns", () => {
    expect(waterfall(ledger)[5]).not.toHaveProperty("moved_minor");
    expect(waterfall(ledger, { cut: "csm" })).toEqual(waterfall(ledger));
  });
});

test("a customer that comes back under a new label is booked on that label, and nothing moves", () => {
  const file = smallLedger({
    months: 4,
    movements: [
      { month: 0, customer: "A", kind: "new", amount: 100 },
      { month: 1, customer: "A", kind: "churn", amount: -100 },
      { month: 3, customer: "A", kind: "reactivation", amount: 70 },
    ],
    logos: [
      { month: 0, customer: "A", kind: "new", active: 1 },
      { month: 1, customer: "A", kind: "churn", active: -1 },
      { month: 3, customer: "A", kind: "reactivation", active: 1 },
    ],
    cuts: [
      {
        name: "csm",
        labels: {
          A: [
            [0, "Ann"],
            [1, "Bo"],
            [3, "Cy"],
          ],
        },
      },
    ],
  });
  const [ann, bo, cy] = waterfallByCut(openLedger(file), "csm");
  expect(ann?.rows[1]).toMatchObject({
    churn_minor: -100,
    churned_logos: -1,
    moved_minor: 0,
    closing_minor: 0,
  });
  expect(bo?.rows.every((row) => row.closing_minor === 0 && row.moved_minor === 0)).toBe(true);
  expect(cy?.rows[3]).toMatchObject({ reactivation_minor: 70, reactivation_logos: 1, moved_minor: 0 });
});

describe("ledger case 10: a swap of products", () => {
  const swap = (
    sides: ["expansion" | "contraction" | "swap", "expansion" | "contraction" | "swap"],
    pro: number,
  ) =>
    openLedger(
      smallLedger({
        months: 2,
        movements: [
          { month: 0, customer: "A", kind: "new", amount: 50_000, product: "Basic" },
          {
            month: 1,
            customer: "A",
            kind: "product_churn",
            side: sides[0],
            amount: -50_000,
            product: "Basic",
          },
          { month: 1, customer: "A", kind: "add_on", side: sides[1], amount: pro, product: "Pro" },
        ],
        logos: [{ month: 0, customer: "A", kind: "new", active: 1 }],
      }),
    );

  test.each([
    ["(i) netting product", swap(["contraction", "expansion"], 70_000), 70_000, -50_000],
    ["(ii) netting customer", swap(["expansion", "expansion"], 70_000), 20_000, 0],
    ["(iii) netting customer, no change", swap(["swap", "swap"], 50_000), 0, 0],
  ])("%s", (_case, ledger, expansion, contraction) => {
    const row = waterfall(ledger)[1];
    expect(row).toMatchObject({ expansion_minor: expansion, contraction_minor: contraction });
    expect(row?.opening_minor).toBe(50_000);
    expect(row?.closing_minor).toBe(50_000 + expansion + contraction);
  });

  test("(iii) of one product alone: what left Basic and came to Pro, so that each foots", () => {
    const ledger = swap(["swap", "swap"], 50_000);
    expect(waterfall(productLedger(ledger, "Basic"))[1]).toMatchObject({
      contraction_minor: -50_000,
      closing_minor: 0,
    });
    expect(waterfall(productLedger(ledger, "Pro"))[1]).toMatchObject({
      expansion_minor: 50_000,
      closing_minor: 50_000,
    });
  });
});

describe("ledger cases 12 and 13: archived, cancelled, back", () => {
  const [paid, fee] = [100_000, 10_000];
  const start = [
    { month: 0, customer: "A", kind: "new" as const, amount: paid },
    { month: 8, customer: "A", kind: "archive" as const, side: "contraction" as const, amount: fee - paid },
  ];
  const logos = [
    { month: 0, customer: "A", kind: "new" as const, active: 1 },
    { month: 8, customer: "A", kind: "archive" as const, active: -1, archived: 1 },
  ];

  test("12: churn of an archived customer is no churned logo", () => {
    const rows = waterfall(
      openLedger(
        smallLedger({
          months: 13,
          movements: [...start, { month: 12, customer: "A", kind: "churn", amount: -fee }],
          logos: [...logos, { month: 12, customer: "A", kind: "churn", archived: -1 }],
        }),
      ),
    );
    expect(rows[8]).toMatchObject({ archive_minor: -90_000, contraction_minor: -90_000, churned_logos: -1 });
    expect(rows[8]).toMatchObject({ closing_logos: 0, archived_in_logos: 1, archived_logos: 1 });
    expect(rows[12]).toMatchObject({ churn_minor: -10_000, churned_logos: 0, archived_opening_logos: 1 });
    expect(rows[12]).toMatchObject({ archived_out_logos: -1, archived_logos: 0, closing_minor: 0 });
  });

  test("13: back from archived is reactivation, no expansion", () => {
    const rows = waterfall(
      openLedger(
        smallLedger({
          months: 14,
          movements: [...start, { month: 13, customer: "A", kind: "reactivation", amount: 70_000 }],
          logos: [...logos, { month: 13, customer: "A", kind: "reactivation", active: 1, archived: -1 }],
        }),
      ),
    );
    expect(rows[13]).toMatchObject({ reactivation_minor: 70_000, expansion_minor: 0, closing_minor: 80_000 });
    expect(rows[13]).toMatchObject({ reactivation_logos: 1, archived_out_logos: -1, closing_logos: 1 });
  });
});

test("kinds narrow the movement columns; opening, closing and logos stay whole", () => {
  const ledger = openLedger(exampleLedgerFile);
  const whole = waterfall(ledger);
  const narrow = waterfall(ledger, { kinds: ["churn"] });
  expect(narrow[4]).toEqual(whole[4]);
  expect(narrow[7]).toEqual({ ...whole[7], upgrade_minor: 0, expansion_minor: 0, price_minor: 0 });
});

test("a transfer is in no rate: its own column, its own logo (ledger case 21 (ii))", () => {
  const ledger = openLedger(
    smallLedger({
      months: 2,
      movements: [
        { month: 0, customer: "C1", kind: "new", amount: 50_000 },
        { month: 0, customer: "C2", kind: "new", amount: 30_000 },
        { month: 1, customer: "C2", kind: "transfer", amount: -30_000 },
        { month: 1, customer: "C1", kind: "transfer", amount: 30_000 },
      ],
      logos: [
        { month: 0, customer: "C1", kind: "new", active: 1 },
        { month: 0, customer: "C2", kind: "new", active: 1 },
        { month: 1, customer: "C2", kind: "transfer", active: -1 },
      ],
      cuts: [{ name: "csm", labels: { C1: [[0, "Ann"]], C2: [[0, "Bo"]] } }],
    }),
  );
  expect(waterfall(ledger)[1]).toMatchObject({
    transfer_minor: 0,
    merged_logos: -1,
    churned_logos: 0,
    churn_minor: 0,
  });
  expect(waterfall(ledger, { cut: "csm", label: "Bo" })[1]).toMatchObject({
    opening_minor: 30_000,
    transfer_minor: -30_000,
    closing_minor: 0,
  });
});

test("an empty ledger gives no rows, months without customers rows of zeros", () => {
  expect(waterfall(openLedger(smallLedger({ months: 0, movements: [] })))).toEqual([]);
  const rows = waterfall(openLedger(smallLedger({ months: 2, movements: [] })));
  expect(rows.map(({ report_month }) => report_month)).toEqual(["2025-01-01", "2025-02-01"]);
  expect(Object.values(rows[1] ?? {}).filter((value) => typeof value === "number")).toEqual(
    Array(31).fill(0),
  );
});

test.each([
  [{ cut: "colour" }, 'ledger: unknown cut, got "colour"; use one of csm'],
  [{ cut: "csm", label: "Cy" }, 'ledger: unknown label of cut csm, got "Cy"; use one of Ann, Bo'],
  [{ label: "Ann" }, 'ledger: a label without a cut, got "Ann"; name the cut too'],
])("waterfall refuses %o", (options, message) => {
  expect(() => waterfall(openLedger(exampleLedgerFile), options)).toThrow(message);
});
