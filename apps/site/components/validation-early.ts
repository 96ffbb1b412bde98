import { type Child, h } from "./dom.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { type Validation, validationStyle } from "./validation-data.ts";

/**
 * How many renewals were decided so early that nobody could have a score so many days before? In words, by horizon; null where
 * there are none.
 */
export function decidedTooEarly(page: Page, { bands }: Pick<Validation, "bands">): Child {
  const early = bands
    .filter(({ too_early }) => too_early > 0)
    .sort((a, b) => b.horizon_days - a.horizon_days);
  if (early.length === 0) return null;
  return h(
    "span",
    { "data-section": "validation-early" },
    early.map(
      (row, at): Child => [
        at === 0 ? "" : ", ",
        number(
          {
            value: row.too_early,
            unit: "count",
            mart: "health__validation_by_band",
            key: `too_early ${row.horizon_days} days ${row.band}`,
            method:
              "renewals decided so early that exports told too little for any score so many days before",
          },
          validationStyle(page),
        ),
        at === 0
          ? ` renewals were decided so early that exports told too little for anybody's score ${row.horizon_days} days before`
          : ` for that of ${row.horizon_days} days`,
      ],
    ),
    ". They count among the unscored.",
  );
}
