import { describe, expect, test } from "vitest";
import { theme } from "../theme.ts";
import { bandFill, bandInk, highestBand } from "./band-look.ts";

describe("the highest band alone is good", () => {
  test.each([
    ["nobody stands in the highest", [{ band_no: 1 }, { band_no: 2 }], { bands: 3 }, false],
    ["nobody says how many there are", [{ band_no: 1 }, { band_no: 2 }], {}, true],
    ["somebody stands in the highest", [{ band_no: 2 }, { band_no: 3 }], { bands: 3 }, false],
    ["rows of no band", [{ band_no: null }], { bands: 2 }, true],
  ] as const)("%s", (_case, rows, options, isGood) =>
    expect(bandFill({ band_no: 2 }, highestBand(rows, options), "none") === theme.gain).toBe(isGood),
  );
});

test.each([
  ["the middle of three", 2, 3, "#15202b"],
  ["the lowest", 1, 3, theme.paper],
  ["the highest", 3, 3, theme.paper],
  ["unscored", 0, 3, theme.ink],
  ["a tint of four", 2, 4, theme.ink],
])("text on %s is read on dark paper too", (_case, band_no, highest, ink) =>
  expect(bandInk({ band_no }, highest)).toBe(ink),
);
