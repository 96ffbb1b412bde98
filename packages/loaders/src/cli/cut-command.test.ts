import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { byHand, settings } from "../build/test-by-hand.ts";
import { tideline } from "./test-tideline.ts";

const folder = byHand();
const cut = (...args: string[]) => tideline("cut", ...args, "--company", folder);

describe("cut", () => {
  test("without a name lists the cuts with file and question", async () => {
    const { code, out } = await cut();
    expect(code).toBe(0);
    expect(out).toMatch(/^cut +title +file +question\n/);
    expect(out).toMatch(/^price_point +Price point +cuts\/price_point\.sql +Do customers who begin/m);
  });

  test("previews labels with customers, CMRR and retention, and who has none", async () => {
    const { code, out, err } = await cut("industry");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatchInlineSnapshot(`
      "Industry: Which industry keeps its customers, and which grows?
      label   customers  CMRR     NRR, 12 months  GRR, 12 months
      Bank            2  $230.00  109.5 %         100.0 %
      Retail          1  $80.00   160.0 %         100.0 %
      0 of 3 customers never have a label: unassigned
      the board's pages offer it
      "
    `);
  });

  test("says which labels of its order nobody has, and stands without a question", async () => {
    const ordered = byHand();
    mkdirSync(join(ordered, "cuts"), { recursive: true });
    writeFileSync(
      join(ordered, "cuts", "ordered.sql"),
      "-- title: Ordered\n-- order: Retial, Bank\nselect customer_id, industry as label from customers\n",
    );
    const { code, out } = await tideline("cut", "ordered", "--company", ordered);
    expect(code).toBe(0);
    expect(out).toMatch(/^Ordered\nlabel /);
    expect(out).toContain('\norder names "Retial", which no customer has\n');
  });

  test("finds in contacts whose ticket it is, as the build does", async () => {
    const asked = byHand();
    const sources = [
      ...settings.sources,
      {
        layout: "contacts",
        file: "exports/people.csv",
        columns: { person_id: "email", customer_id: "account" },
      },
      {
        layout: "tickets",
        file: "exports/tickets.csv",
        columns: { ticket_id: "id", person_id: "who", opened_on: "opened" },
      },
    ];
    writeFileSync(join(asked, "company.json"), JSON.stringify({ ...settings, sources }));
    writeFileSync(join(asked, "exports", "people.csv"), "email,account\nann@a.example,A\n");
    writeFileSync(
      join(asked, "exports", "tickets.csv"),
      "id,who,opened\nT1,ann@a.example,2024-02-01\nT2,ann@a.example,2024-03-01\n",
    );
    mkdirSync(join(asked, "cuts"), { recursive: true });
    writeFileSync(
      join(asked, "cuts", "asked.sql"),
      "-- title: Asked\n-- question: Who asked?\nselect distinct ticket.customer_id, 'asked' as label\nfrom read_tickets as ticket\n",
    );
    const { code, out, err } = await tideline("cut", "asked", "--company", asked);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^asked +1 /m);
  });

  test("a good one while others are wrong, and says which and why; who is named later is not unassigned", async () => {
    const mixed = byHand();
    mkdirSync(join(mixed, "cuts"), { recursive: true });
    const writeCut = (name: string, sql: string) => writeFileSync(join(mixed, "cuts", `${name}.sql`), sql);
    writeCut(
      "late",
      "select customer_id, 'late' as label, date '2024-03-01' as from_month from customers where customer_id <> 'A'\n",
    );
    writeCut("typo", "select customer_id,\n  indutry as label\nfrom customers");
    writeCut("unread", "select customer_id\nfrm customers");
    const good = await tideline("cut", "late", "--company", mixed);
    expect([good.code, good.out]).toEqual([
      0,
      expect.stringContaining("\n1 of 3 customers never have a label"),
    ]);
    expect(good.err).toMatch(
      /^a build stops until these are correct:\n {2}cuts\/typo\.sql line 2: .*\n {2}cuts\/unread\.sql line 2: .*\n$/,
    );
    const unread = await tideline("cut", "unread", "--company", mixed);
    expect([unread.code, unread.out]).toEqual([1, ""]);
    expect(unread.err).toMatch(/^cuts\/unread\.sql line 2: the SQL does not parse/);
    const list = await tideline("cut", "--company", mixed);
    expect(list.out).toMatch(/^unread +Unread +cuts\/unread\.sql +wrong: cuts\/unread\.sql line 2: /m);
  });

  test("reads a file of the company's folder, wherever it is run", async () => {
    const crm = byHand();
    mkdirSync(join(crm, "cuts"), { recursive: true });
    writeFileSync(join(crm, "exports", "crm.csv"), "Id,Score\nA,007\nB,007\n");
    writeFileSync(
      join(crm, "cuts", "score.sql"),
      'select "Id" as customer_id, "Score" as label from read_csv(\'exports/crm.csv\', all_varchar = true)\n',
    );
    const { code, out, err } = await tideline("cut", "score", "--company", crm);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^007 +2 /m);
  });

  test("a name that is not there", async () => {
    const wrong = await cut("industri");
    expect(wrong.code).toBe(1);
    expect(wrong.err).toMatch(
      /^tideline cut: no such cut, got "industri"; did you mean industry\? There are acq/,
    );
  });
});

describe("new cut", () => {
  test.each([
    ["sql", [], "'1-9', '10-49'", "'Bank'"],
    ["ts", ["--typescript"], "1-9|10-49", "Bank"],
  ])("writes a %s file that runs as it is, and never over another", async (ending, options, bands, mine) => {
    const name = `seats_${ending}`;
    const path = join(folder, "cuts", `${name}.${ending}`);
    const made = await tideline("new", "cut", name, "--company", folder, ...options);
    expect([made.code, made.err]).toEqual([0, ""]);
    expect(made.out).toContain(`npm run tideline -- cut ${name} --company ${folder}`);
    const text = readFileSync(path, "utf8");
    expect(text).toContain("What do you want to know of these customers?");
    expect((await cut()).out).toContain(`cuts/${name}.${ending}`);
    const again = await tideline("new", "cut", name, "--company", folder, ...options);
    expect([again.code, again.err]).toEqual([
      1,
      `tideline new cut: there is a file already, got ${path}; choose another name\n`,
    ]);
    writeFileSync(path, text.replaceAll("size_band", "industry").replace(bands, mine));
    expect((await cut(name)).out).toMatch(/^small +2 /m);
  });

  test("another thing, and a name that is none", async () => {
    expect((await tideline("new", "page", "x")).err).toBe(
      'tideline new: no such thing, got "page"; there is cut\n',
    );
    expect((await tideline("new", "cut", "My Cut")).err).toBe(
      'tideline new cut: a name is of small letters, digits and "_", got "My Cut"; try my_cut\n',
    );
    expect(existsSync(join(folder, "cuts", "My Cut.sql"))).toBe(false);
  });
});
