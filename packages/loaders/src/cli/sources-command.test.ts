import { describe, expect, test } from "vitest";
import { byHand, lines, settings } from "../build/test-by-hand.ts";
import { tideline } from "./test-tideline.ts";

const folder = byHand();

describe("sources", () => {
  test("what was recognised, and each set-aside row with its place", async () => {
    const { code, out, err } = await tideline("sources", folder);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("\nset aside\nfile               line  column  value  why\n");
    expect(out).toMatch(/^exports\/lines\.csv {2}12 {4}price {3}oops {3}expected a number/m);
    expect(out).toMatch(/^exports\/lines\.csv {2}13 {4}cur {5}XYZ {4}/m);
  });

  test("nothing set aside: no second table", async () => {
    const clean = byHand({
      "exports/lines.csv": lines
        .split("\n")
        .filter((line) => !/^L1[12],/.test(line))
        .join("\n"),
    });
    const { code, out } = await tideline("sources", clean);
    expect(code).toBe(0);
    expect(out).not.toContain("set aside\nfile");
    expect(out.trimEnd().split("\n")).toHaveLength(3);
  });

  test("credits are named: whether they stay shows only in the ledger", async () => {
    const row = "X1,A,Pro,1,-1,USD,2024-08-05,,,,,,true,false,x,,\n";
    const { code, out } = await tideline("sources", byHand({ "exports/lines.csv": `${lines}${row}` }));
    expect(code).toBe(0);
    expect(out).toContain(
      '\nnote: 1 accepted line is a credit: "tideline check" sets aside those that take their product below 0.\n',
    );
  });

  test("more set aside than a build allows: the rows are shown all the same", async () => {
    const strict = byHand({}, { ...settings, policies: { max_quarantined_rate: 0.01 } });
    const { code, out, err } = await tideline("sources", strict);
    expect(code).toBe(1);
    expect(out).toMatch(/^exports\/lines\.csv {2}12 {4}price {3}oops/m);
    expect(err).toBe(
      "exports/lines.csv: more rows set aside than 1.0 % (policies.max_quarantined_rate), so a build stops here; correct the export or its source in company.json, or raise the limit\n",
    );
  });

  test("of many, the first twenty", async () => {
    const rows = Array.from(
      { length: 25 },
      (_, row) => `X${row},A,Pro,1,oops,USD,2024-08-05,,,,,,true,false,x,,`,
    ).join("\n");
    const many = byHand(
      { "exports/lines.csv": `${lines}${rows}\n` },
      { ...settings, policies: { max_quarantined_rate: 1 } },
    );
    const { out } = await tideline("sources", many);
    expect(out).toContain("set aside (the first 20)");
    expect(out.match(/expected a number/g)).toHaveLength(19);
  });
});
