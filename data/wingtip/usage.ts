import { dice } from "./dice.ts";
import { numberOf, runsOn } from "./printed-lines.ts";
import type { Row } from "./rows.ts";

const MONTHS = ["2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12"];

/** Assist is metered from July 2025 on: what was billed beyond the answers a seat includes. */
export function usageRows(lines: readonly Row[]): Row[] {
  const assist = lines.filter((line) => line.product === "Assist" && Number(line.quantity) >= 8);
  const charges = MONTHS.flatMap((month, index) =>
    assist
      .filter((line) => runsOn(line, `${month}-28`))
      .flatMap((line) => {
        const draw = dice(200_000 + 10 * numberOf(line.line_id) + index);
        if (!draw.chance(450)) return [];
        const cents = Number(line.quantity) * draw.int(30, 260);
        const amount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
        const { customer_id = "", currency = "" } = line;
        return [{ customer_id, product: "Assist", currency, billed_for: `${month}-01`, amount }];
      }),
  );
  return charges.map((charge, index) => ({
    charge_id: `U-${String(index + 1).padStart(5, "0")}`,
    ...charge,
  }));
}
