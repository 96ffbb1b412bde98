import type { LogoColumns, MovementColumns, OpeningColumns, StateColumns } from "./ledger.ts";

/**
 * Change points of every customer's state: its balance, and whether it is active or archived, one row a month in
 * which something changed; the opening is month -1. Throws when a balance falls below 0 or a logo count leaves 0 and 1:
 * such a file was not written by the ledger. With `has_fx` the file does not hold balances, and logos stand for them.
 */
export function customerStates({
  opening,
  movements,
  logos,
  ids,
  has_fx,
}: {
  opening: OpeningColumns;
  movements: MovementColumns;
  logos: LogoColumns;
  ids: readonly string[];
  has_fx: boolean;
}): StateColumns {
  const most = opening.amount.length + movements.month.length + logos.month.length;
  const start = new Int32Array(ids.length + 1);
  const month = new Int32Array(most);
  const balance = new Float64Array(most);
  const active = new Uint8Array(most);
  const archived = new Uint8Array(most);
  let rows = 0;
  for (let customer = 0; customer < ids.length; customer++) {
    let m = movements.start[customer] as number;
    let g = logos.start[customer] as number;
    const mEnd = movements.start[customer + 1] as number;
    const gEnd = logos.start[customer + 1] as number;
    let money = 0;
    let isActive = 0;
    let isArchived = 0;
    let at = -1;
    const write = () => {
      const logo = isActive + isArchived;
      if (money < 0 && !has_fx) fail(ids[customer], at, "a balance below 0", money);
      if (isActive < 0 || isArchived < 0 || (!has_fx && logo !== (money > 0 ? 1 : 0)))
        fail(
          ids[customer],
          at,
          `${logo} logos (active ${isActive}, archived ${isArchived}) at a balance`,
          money,
        );
      month[rows] = at;
      balance[rows] = has_fx ? logo : money;
      active[rows] = isActive;
      archived[rows++] = isArchived;
    };
    const from = opening.start[customer] as number;
    const to = opening.start[customer + 1] as number;
    for (let row = from; row < to; row++) money += opening.amount[row] as number;
    if (to > from) {
      isArchived = opening.archived[from] as number;
      isActive = 1 - isArchived;
      write();
    }
    while (m < mEnd || g < gEnd) {
      at = Math.min(
        m < mEnd ? (movements.month[m] as number) : Number.POSITIVE_INFINITY,
        g < gEnd ? (logos.month[g] as number) : Number.POSITIVE_INFINITY,
      );
      while (m < mEnd && movements.month[m] === at) money += movements.amount[m++] as number;
      while (g < gEnd && logos.month[g] === at) {
        isActive += logos.active[g] as number;
        isArchived += logos.archived[g++] as number;
      }
      write();
    }
    start[customer + 1] = rows;
  }
  return {
    start,
    month: month.slice(0, rows),
    balance: balance.slice(0, rows),
    active: active.slice(0, rows),
    archived: archived.slice(0, rows),
  };
}

function fail(id: string | undefined, month: number, what: string, got: number): never {
  throw new Error(
    `openLedger: customer ${JSON.stringify(id)} has ${what}, got ${got} in month ${month}; build the company's data again`,
  );
}
