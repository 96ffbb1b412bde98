import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { layouts } from "../src/read/layouts.ts";
import { jsonOf } from "../src/read/test-mutations.ts";
import { acceptedRows, type Fixture, layoutFixture, readFixture } from "../src/read/test-vendor.ts";
import { brokenBytes } from "./broken/broken-bytes.ts";
import { type BrokenExport, seededDice, targetOf } from "./broken/broken-export.ts";
import { brokenJson } from "./broken/broken-json.ts";
import { brokenCells, brokenRecords, brokenTables, sheetOf } from "./broken/broken-tables.ts";

/** One damage in this many is tried on each layout, others on the next: `BROKEN_EXPORTS=all` tries all on all. */
const every = process.env.BROKEN_EXPORTS === "all" ? 1 : 5;

const known = new Map<string, Promise<string[]>>();

/** The accepted rows of a company without damage, read once. */
function rowsOf(fixture: Fixture): Promise<string[]> {
  const hash = createHash("sha256").update(JSON.stringify(fixture.settings));
  for (const [path, content] of Object.entries(fixture.files)) hash.update(path).update(content);
  const key = hash.digest("hex");
  const rows = known.get(key) ?? readFixture(fixture).then(acceptedRows);
  known.set(key, rows);
  return rows;
}

/** Every damage of a layout's fixture; rows that are sound there are damaged. */
async function damagesOf(fixture: Fixture, seed: number): Promise<BrokenExport[]> {
  const dice = seededDice(seed);
  const content = fixture.files[targetOf(fixture)] ?? Buffer.alloc(0);
  if (!targetOf(fixture).endsWith(".csv")) {
    return [
      ...brokenJson(fixture, dice(jsonOf(content).records.length), dice),
      ...brokenBytes(fixture, dice),
    ];
  }
  const { query } = await readFixture(fixture);
  const faulty = await query("select line from quarantine where source_no = 1");
  const lines = new Set(faulty.map(({ line }) => Number(line)));
  let line = 2;
  const sound = sheetOf(fixture, 0).records.flatMap((record, place) => {
    const isSound = !lines.has(line);
    line += record.join("").split("\n").length;
    return isSound ? [place] : [];
  });
  const sheet = sheetOf(fixture, sound[dice(sound.length)] ?? 0);
  return [
    ...brokenRecords(fixture, sheet),
    ...brokenTables(fixture, sheet),
    ...brokenCells(fixture, sheet, dice),
    ...brokenBytes(fixture, dice),
  ];
}

/** What a read of a damaged export gets wrong. */
async function liesOf({ fixture, rows, stop, same, setAside }: BrokenExport): Promise<string[]> {
  const file = targetOf(fixture);
  const read = await readFixture(fixture).catch((error: Error) => error);
  if (read instanceof Error) {
    if (stop === undefined) return [`it stops: ${read.message}`];
    const isClear = read.message.startsWith(file) && stop.test(read.message.slice(file.length));
    return isClear ? [] : [`it stops without saying where and what to do: ${read.message}`];
  }
  if (same === undefined) return [`it is read, as ${JSON.stringify(read.summary.sources[0])}`];
  const { rows_in: rowsIn = 0, accepted = 0, quarantined = 0, left_out = 0 } = read.summary.sources[0] ?? {};
  const lies: string[] = [];
  if (rowsIn !== rows) lies.push(`${rowsIn} rows are counted, and there are ${rows}`);
  if (accepted + quarantined + left_out !== rows)
    lies.push(`${accepted} + ${quarantined} + ${left_out} rows`);
  const listed = await read.query(
    "select line, column_name, code, row_count, reason from quarantine where source_no = 1",
  );
  const sum = listed.reduce((all, row) => all + Number(row.row_count), 0);
  if (sum !== quarantined) lies.push(`${quarantined} rows are set aside, and ${sum} listed`);
  const there = listed.find(({ line }) => Number(line) === setAside?.line);
  if (setAside !== undefined && setAside.isUnused !== true && there === undefined)
    lies.push(`line ${setAside.line} is not set aside`);
  const names = [there?.column_name, String(there?.reason)];
  if (setAside?.column !== undefined && there !== undefined && !names.includes(setAside.column)) {
    if (there.code !== "undeclared_option") lies.push(`${there.column_name} is blamed`);
  }
  const got = await acceptedRows(read);
  const isSame = await Promise.all(same.map(async (one) => String(await rowsOf(one)) === String(got)));
  if (!isSame.includes(true)) lies.push(`other rows are accepted: ${got.join(" ")}`);
  return lies;
}

let tried = 0;

describe.each(Object.keys(layouts).map((name, place) => [name, place] as const))("%s", (name, place) => {
  test("no damage to its export goes unsaid", async () => {
    const damages = await damagesOf(layoutFixture(name), place + 1);
    const lies: string[] = [];
    for (const [at, one] of damages.entries()) {
      if ((at + place) % every !== 0) continue;
      tried += 1;
      for (const lie of await liesOf(one)) lies.push(`${one.damage}: ${lie.slice(0, 600)}`);
    }
    expect(lies).toEqual([]);
  });
});

test("several hundred damages were tried", () => {
  expect(tried).toBeGreaterThanOrEqual(300);
});
