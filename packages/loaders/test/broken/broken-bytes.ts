import { gzipSync } from "node:zlib";
import type { Fixture } from "../../src/read/test-vendor.ts";
import { type BrokenExport, targetOf, withTarget } from "./broken-export.ts";

type Damage = [damage: string, content: Buffer | string, stop: RegExp, source?: Record<string, unknown>];

const png = Buffer.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
]);

/** Files that are not what they say, whatever the layout: each is refused by name. */
export function brokenBytes(fixture: Fixture, dice: (below: number) => number): BrokenExport[] {
  const path = targetOf(fixture);
  const good = fixture.files[path] ?? Buffer.alloc(0);
  const packed = gzipSync(good);
  const cut = packed.subarray(0, Math.max(30, dice(packed.length - 8)));
  const flipped = Buffer.from(packed);
  const place = 20 + dice(packed.length - 40);
  flipped[place] = (flipped[place] ?? 0) ^ 0x55;
  const rubbish = Buffer.from(Array.from({ length: 4_000 }, () => 1 + dice(255)));
  const bigEndian = Buffer.from(good.toString("utf8"), "utf16le").swap16();
  const gz = { file: `${path}.gz` };
  const refused = /^: the file is not what it says \(\w+\), got .*; /;
  const notUnpacked = /^: the gzip file cannot be unpacked, got ".*"; export or copy it again$/;
  const notText = /^( line \d+)?: .*; /;
  const damages: Damage[] = [
    ["an empty file", "", /^: the file is empty, got 0 bytes/],
    ["nothing but blanks", " \n\n  \n", /^: the file is empty, got 6 bytes/],
    ["a picture", Buffer.concat([png, good]), notText],
    ["random bytes", rubbish, notText],
    ["a zip", Buffer.concat([Buffer.from("PK\u0003\u0004"), good]), refused],
    ["UTF-16 with a mark", Buffer.from(`\uFEFF${good.toString("utf8")}`, "utf16le"), refused],
    ["UTF-16 without a mark", Buffer.from(good.toString("utf8"), "utf16le"), refused],
    ["UTF-16 with the bytes swapped", bigEndian, notText],
    ["a page that asks to log in", "<!DOCTYPE html>\n<html><body>Log in</body></html>\n", notText],
    ["Parquet that is cut short", "PAR1\u0015\u0004", refused],
    ["gzip that is cut short", cut, notUnpacked, gz],
    ["gzip with a flipped bit", flipped, notUnpacked, gz],
    ["gzip without .gz in its name", packed, refused],
  ];
  return damages.map(([damage, content, stop, source]) => ({
    damage,
    fixture: withTarget(fixture, content, source),
    rows: 0,
    stop,
  }));
}
