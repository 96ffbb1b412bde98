import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { assertReplaceable, buildingDir, siteMarker, swapDir } from "./swap.ts";

const fresh = () => mkdtemp(join(tmpdir(), "swap-"));

test("a folder that does not exist, is empty, or holds a site may be replaced", async () => {
  const dir = await fresh();
  await expect(assertReplaceable(join(dir, "new"))).resolves.toBeUndefined();
  await expect(assertReplaceable(dir)).resolves.toBeUndefined();
  await writeFile(join(dir, siteMarker), "{}");
  await writeFile(join(dir, "index.html"), "");
  await expect(assertReplaceable(dir)).resolves.toBeUndefined();
});

test("a folder with anything else may not", async () => {
  const dir = await fresh();
  await writeFile(join(dir, "thesis.docx"), "years of work");
  await expect(assertReplaceable(dir)).rejects.toThrow(
    `buildSite: ${dir} holds files that are not a Tideline site, got "thesis.docx"; choose an empty folder with --out`,
  );
  await expect(assertReplaceable(join(dir, "thesis.docx"))).rejects.toThrow(
    /got ENOTDIR; choose a folder for the site$/,
  );
});

test("the swap puts the new in the place of the old and leaves nothing beside it", async () => {
  const dir = await fresh();
  const out = join(dir, "site");
  for (const content of ["first", "second"]) {
    const built = buildingDir(out);
    await mkdir(built);
    await writeFile(join(built, "index.html"), content);
    await swapDir(built, out);
    expect(await readFile(join(out, "index.html"), "utf8")).toBe(content);
    expect(existsSync(built)).toBe(false);
  }
  expect(await readdir(dir)).toEqual(["site"]);
});
