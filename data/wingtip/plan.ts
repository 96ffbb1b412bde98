import { day, firstOfMonth, iso } from "./days.ts";
import type { Life } from "./life.ts";
import { annualCentsOn } from "./lines.ts";
import type { Row } from "./rows.ts";

/** New recurring revenue planned a month, per mille of the opening, January to December. */
const NEW = [30, 34, 42, 32, 36, 44, 30, 28, 42, 36, 40, 48];
/** Expansion, contraction and churn planned a month, per mille of the opening. */
const RATES = { expansion: 15, contraction: -3, churn: -7 } as const;

const decimal = (cents: number): string => {
  const size = Math.abs(cents);
  return `${cents < 0 ? "-" : ""}${Math.floor(size / 100)}.${String(size % 100).padStart(2, "0")}`;
};

/** The plan of 2024 and of 2025, made each December from where the year closed: USD a month. */
export function planRows(lives: readonly Life[]): Row[] {
  return [2024, 2025].flatMap((year) => {
    const newYear = day(`${year}-01-01`);
    let closing = Math.floor(
      lives.reduce((sum, { account }) => sum + annualCentsOn(account.lines, newYear - 1), 0) / 12,
    );
    return NEW.map((perMille, index) => {
      const of = (rate: number) => Math.sign(rate) * Math.floor((closing * Math.abs(rate)) / 1000);
      const won = of(perMille);
      const moved = {
        expansion: of(RATES.expansion),
        contraction: of(RATES.contraction),
        churn: of(RATES.churn),
      };
      closing += won + moved.expansion + moved.contraction + moved.churn;
      return {
        month: iso(firstOfMonth(newYear, index)),
        basis: "live",
        closing: decimal(closing),
        new: decimal(won),
        expansion: decimal(moved.expansion),
        contraction: decimal(moved.contraction),
        churn: decimal(moved.churn),
      };
    });
  });
}
