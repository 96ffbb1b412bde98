import { layouts } from "../../src/read/layouts.ts";
import { jsonOf } from "../../src/read/test-mutations.ts";
import type { Fixture } from "../../src/read/test-vendor.ts";
import { type BrokenExport, targetOf, withTarget } from "./broken-export.ts";

const wrong: readonly unknown[] = [
  "soon",
  "=1+1",
  -1e300,
  "<script>alert(1)</script>",
  [1],
  { x: 1 },
  "12.5x",
];

/** Damaged JSON exports: envelopes, lists and lines. */
export function brokenJson(
  fixture: Fixture,
  victim: number,
  dice: (below: number) => number,
): BrokenExport[] {
  const path = targetOf(fixture);
  const content = fixture.files[path] ?? Buffer.alloc(0);
  const { records, write } = jsonOf(content);
  const good = write(records).toString("utf8");
  const isLines =
    good.trimEnd().endsWith("}") &&
    good.startsWith("{") &&
    good.trimEnd().split("\n").length === records.length;
  const texts = records.map((record) => JSON.stringify(record));
  const without = withTarget(fixture, write(records.filter((_, place) => place !== victim)));
  const lines = (some: readonly (string | Buffer)[]) =>
    Buffer.concat(some.map((one) => Buffer.concat([Buffer.from(one), Buffer.from("\n")])));
  const list = (some: readonly string[]) => `[\n${some.join(",\n")}\n]\n`;
  const victimText = texts[victim] ?? "";
  const at = (text: string | Buffer) =>
    texts.map((one, place): string | Buffer => (place === victim ? text : one));
  const readable = (
    damage: string,
    text: string | Buffer,
    same: Fixture,
    count = records.length,
  ): BrokenExport => ({
    damage,
    fixture: withTarget(fixture, text),
    rows: count,
    same: [same],
  });
  const faulty = (damage: string, text: string | Buffer): BrokenExport => ({
    ...readable(damage, text, without),
    setAside: { line: victim + 1 },
  });
  const refused = (damage: string, text: string | Buffer, stop: RegExp): BrokenExport => ({
    damage,
    fixture: withTarget(fixture, text),
    rows: 0,
    stop,
  });
  const notClosed =
    /^ line \d+( column \d+: the file cannot be read as JSON, got "the end of the file"|: the JSON( list)? is not closed where the file ends, got \d+ (elements|records)); export (it|or copy it) again$/;
  const unreadable =
    / line \d+ column \d+: the file cannot be read as JSON, got ".*"; export or copy it again$/;
  const notTold = new RegExp(`${notClosed.source}|${unreadable.source}`);
  const cutAt = Math.floor(good.length / 2) + dice(Math.floor(good.length / 3));
  const long = JSON.stringify({ ...records[victim], remark: "x".repeat(10_000_000) });
  const wide = Buffer.from(victimText.replace("{", '{"remark": "\u00e9", '), "latin1");
  const cells = Object.entries(layouts[String(fixture.settings.sources[0]?.layout)]?.columns ?? {});
  return [
    ...(isLines
      ? []
      : [
          refused("JSON that is cut in the middle", good.slice(0, cutAt), notTold),
          refused("JSON without its last bracket", good.trimEnd().slice(0, -1), notClosed),
        ]),
    refused("a list that is cut between records", list(texts).slice(0, -3), notClosed),
    refused("a list with a comma at its end", `[${texts.join(",")},]`, unreadable),
    refused("a list that lacks a comma", `[${texts.join(" ")}]`, unreadable),
    refused("a list with an open text", `[${victimText.replace(/"([^"]*)$/, "$1")}]`, notTold),
    refused(
      "UTF-16",
      Buffer.from(`\uFEFF${good}`, "utf16le"),
      /: the file is not what it says \(JSON\), got text in UTF-16/,
    ),
    refused("a word where records are expected", "null\n", /: the file is not what it says \(JSON\)/),
    refused(
      "a CSV file",
      "id,name\n1,x\n",
      /: the file is not what it says \(JSON\), got text that starts with neither/,
    ),
    readable("an empty list", "[]", withTarget(fixture, "[]"), 0),
    refused(
      "an answer that is an error",
      '{"error": {"message": "no access", "type": "auth"}}\n',
      /: no column "/,
    ),
    faulty("a line that is cut", lines(at(victimText.slice(0, Math.floor(victimText.length / 2))))),
    faulty("a line that is a list", lines(at(`[${victimText}]`))),
    faulty("a line that is a number", lines(at("17"))),
    faulty("a line with single quotes", lines(at("{'id': 'x'}"))),
    faulty("a byte of Latin-1", lines(at(wide))),
    {
      ...readable("a record that comes twice", lines([...texts, victimText]), fixture, records.length + 1),
      setAside: { line: records.length + 1, isUnused: true },
    },
    readable("a text of ten million characters", lines(at(long)), fixture),
    readable("two lists, one behind the other", list(texts) + list([]), fixture),
    refused("two lists, the second one cut", list(texts) + list(texts).slice(0, -9), notClosed),
    ...cells.flatMap(([canonical, { kind, names = [] }]): BrokenExport[] => {
      if (kind === "text" || kind === "id" || kind === "person" || kind === "label") return [];
      const name = names.find((one) => records.some((record) => one in record));
      if (name === undefined) return [];
      const cell = wrong[dice(wrong.length)];
      const damaged = at(JSON.stringify({ ...records[victim], [name]: cell }));
      return [
        {
          ...readable(`${JSON.stringify(cell)} in ${name} (${canonical})`, lines(damaged), without),
          same: [without, fixture],
          setAside: { line: victim + 1, isUnused: true },
        },
      ];
    }),
  ];
}
