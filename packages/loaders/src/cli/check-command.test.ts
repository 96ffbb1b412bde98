import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { byHand } from "../build/test-by-hand.ts";
import { tideline } from "./test-tideline.ts";

const folder = byHand();

describe("check", () => {
  test("builds in memory, says what came in and how many checks held, and writes nothing", async () => {
    const fresh = byHand();
    const { code, out, err } = await tideline("check", fresh);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^file +layout/);
    expect(out).toMatch(/\n\d+ checks held\n$/);
    expect(readdirSync(fresh).sort()).toEqual(["company.json", "exports"]);
  });

  test("--all lists each check with its rows", async () => {
    const { out } = await tideline("check", folder, "--all");
    expect(out).toMatch(/^check +rows +offending$/m);
    expect(out).toMatch(/^movements__foot_to_the_lines +[1-9]\d* +0$/m);
    expect(out).toMatch(/^customers: customer_id is unique +5 +0$/m);
  });

  test("a fault in the exports stops it", async () => {
    const harmed = byHand({ "exports/lines.csv": "id,account\nL1,A\n" });
    const { code, out, err } = await tideline("check", harmed);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^exports\/lines\.csv/);
  });
});
