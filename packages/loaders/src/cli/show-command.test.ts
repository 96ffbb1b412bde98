import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildCompany } from "../build/build-company.ts";
import { byHand, lines } from "../build/test-by-hand.ts";
import { marts, tideline } from "./test-tideline.ts";

const folder = byHand();
await buildCompany(folder, join(folder, "build"));

describe("show", () => {
  const show = (...args: string[]) => tideline("show", ...args, "--company", folder);
  const march = ["--where", "report_month = '2024-03-01' and basis = 'live'"];

  test("list names every mart, built or not", async () => {
    const fresh = byHand();
    expect(await tideline("show", "list", "--company", fresh)).toEqual({
      code: 0,
      out: `${marts.join("\n")}\n`,
      err: "",
    });
    expect(existsSync(join(fresh, "build"))).toBe(false);
  });

  test("a table: heading, whole numbers with thousands to the right", async () => {
    const { code, out } = await show("ledger__movements", ...march);
    expect(code).toBe(0);
    const [heading, row, end] = out.split("\n");
    expect(heading).toMatch(/^report_month +basis +customer_id +product +currency +kind/);
    expect(row).toMatch(/^2024-03-01 +live +C +Data +USD +add_on +expansion +mid_term +L6 +2,500 +0/);
    expect(end).toBe("");
  });

  test("csv: plain numbers, empty for null", async () => {
    const { code, out } = await show("ledger__movements", ...march, "--format", "csv");
    expect(code).toBe(0);
    const [names, values, end] = out.split("\n").map((line) => line.split(","));
    const row = Object.fromEntries((names ?? []).map((name, place) => [name, values?.[place]]));
    expect(row).toMatchObject({ kind: "add_on", reason: "", line_id: "L6", amount_minor: "2500" });
    expect(end).toEqual([""]);
  });

  test("json: rows with numbers and null", async () => {
    const { code, out } = await show("ledger__movements", ...march, "--format", "json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ report_month: "2024-03-01", reason: null, amount_minor: 2500 }]);
  });

  test("the whole mart without --where, in the order of its grain", async () => {
    const { out } = await show("waterfall__by_month", "--format", "json");
    const months = (JSON.parse(out) as { report_month: string }[]).map((row) => row.report_month);
    // on committed a month more: a contract is signed before it starts
    expect(months).toHaveLength(14 + 15);
    expect(months).toEqual([...months].sort());
  });

  test("--where takes any condition, with or, a comment, a function", async () => {
    const { out } = await show(
      "waterfall__by_month",
      "--format",
      "json",
      "--where",
      "basis = 'live' and churn_minor < 0 or basis = 'live' and new_minor > 0 -- the busy ones",
    );
    expect((JSON.parse(out) as object[]).length).toBe(3);
    const none = await show("waterfall__by_month", "--where", "closing_minor < 0", "--format", "csv");
    expect(none.out.trimEnd().split("\n")).toHaveLength(1);
  });

  test("an unknown mart names those there are, and the likely one", async () => {
    const { code, err } = await show("waterfall_by_month");
    expect(code).toBe(1);
    expect(err).toBe(
      `tideline show: no such mart, got "waterfall_by_month"; did you mean waterfall__by_month? There are ${marts.join(", ")}\n`,
    );
    expect((await show("zzz")).err).toBe(
      `tideline show: no such mart, got "zzz"; there are ${marts.join(", ")}\n`,
    );
  });

  test("a condition that does not run says why and names the columns", async () => {
    const { code, out, err } = await show("retention__by_month", "--where", "horizon = 12");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^tideline show --where: the condition does not run, got "Binder Error: .*"horizon" not found/,
    );
    expect(err).toMatch(
      /; the columns are report_month, basis, horizon_months, opening_minor, retained_minor, kept_minor, opening_logos, kept_logos\n$/,
    );
    expect(err.split("\n")).toHaveLength(2);
  });

  test("builds first what is not built, and again what has changed, saying so; else it does not", async () => {
    const fresh = byHand();
    const first = await tideline("show", "waterfall__by_month", "--company", fresh, "--format", "json");
    expect(first.err).toBe(`not built yet: building ${fresh} first\n`);
    const second = await tideline("show", "waterfall__by_month", "--company", fresh, "--format", "json");
    expect([second.err, second.out]).toEqual(["", first.out]);
    writeFileSync(join(fresh, "exports", "lines.csv"), lines.replace("80.00", "90.00"));
    const third = await tideline("show", "waterfall__by_month", "--company", fresh, "--format", "json");
    expect(third.err).toBe(`the exports or the models have changed: building ${fresh} first\n`);
    expect(third.out).not.toBe(first.out);
  });
});
