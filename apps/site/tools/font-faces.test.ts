import { expect, test } from "vitest";
import { fontFaces } from "./font-faces.ts";

test("Inter comes from the site, what stands in for it from the reader's own fonts, as tall and as wide", () => {
  const faces = fontFaces("/inter.woff2").split("@font-face").slice(1);
  expect(faces[0]).toContain('font-family:"Inter";font-style:normal;font-weight:100 900;font-display:swap');
  expect(faces[0]).toContain('src:url("/inter.woff2") format("woff2")');
  const standIns = faces.slice(1);
  expect(standIns).toHaveLength(4);
  for (const face of standIns) {
    expect(face).not.toContain("url(");
    const [stretch, ascent] = ["size-adjust", "ascent-override"].map((name) =>
      Number(new RegExp(`${name}:([\\d.]+)%`).exec(face)?.[1]),
    );
    expect(((stretch ?? 0) * (ascent ?? 0)) / 10_000).toBeCloseTo(0.969, 2);
  }
  expect(standIns.filter((face) => face.includes("unicode-range:U+30-39"))).toHaveLength(2);
});
