import { expect, test } from "vitest";
import { titleOfName } from "./title-of-name.ts";

test.each([
  ["words apart, the first with a capital", "contract_size", "Contract size"],
  ["a short word of the field at the beginning", "cmrr_band", "CMRR band"],
  ["and later", "last_nps_by_csm", "Last NPS by CSM"],
  ["only as a whole word", "crmless_arrears", "Crmless arrears"],
  ["a digit at the beginning of a word", "over_1k_arr", "Over 1k ARR"],
  ["two in a row are one", "size__band_", "Size band"],
])("%s", (_, name, title) => {
  expect(titleOfName(name)).toBe(title);
});
