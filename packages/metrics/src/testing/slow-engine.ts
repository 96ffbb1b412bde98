import type { LedgerFile } from "../ledger-file.ts";
import type { MovedComponents, WaterfallComponents } from "../rows.ts";

/*
 * A second implementation, slow and obvious: plain loops over a customer x month grid, written from the definitions and
 * sharing nothing with the engine but the file's type. The tests hold the engine against it.
 */

interface SlowCustomer {
  /** Balance at each month end, in all and by product. */
  balance: number[];
  byProduct: number[][];
  active: number[];
  archived: number[];
  /** Label index of each cut at each month end. */
  labels: number[][];
}

const grids = new WeakMap<LedgerFile, SlowCustomer[]>();

function slowGrid(file: LedgerFile): SlowCustomer[] {
  const grid = grids.get(file) ?? buildGrid(file);
  grids.set(file, grid);
  return grid;
}

function buildGrid(file: LedgerFile): SlowCustomer[] {
  return file.customers.id.map((_, customer) => {
    const months = Array.from({ length: file.months }, (_unused, month) => month);
    const moved = (month: number, keep: (row: number) => boolean) =>
      rowsOf(file.movements.customer, customer)
        .filter((row) => (file.movements.month[row] as number) <= month && keep(row))
        .reduce((sum, row) => sum + (file.movements.amount[row] as number), 0);
    const counted = (month: number, column: number[]) =>
      rowsOf(file.logos.customer, customer)
        .filter((row) => (file.logos.month[row] as number) <= month)
        .reduce((sum, row) => sum + (column[row] as number), 0);
    return {
      balance: months.map((month) => moved(month, () => true)),
      byProduct: file.products.map((_name, product) =>
        months.map((month) => moved(month, (row) => file.movements.product[row] === product)),
      ),
      active: months.map((month) => counted(month, file.logos.active)),
      archived: months.map((month) => counted(month, file.logos.archived)),
      labels: file.cuts.map((cut) =>
        months.map((month) => {
          const rows = rowsOf(cut.customer, customer)
            .filter((row) => (cut.month[row] as number) <= month)
            .sort((a, b) => (cut.month[a] as number) - (cut.month[b] as number));
          return cut.label[rows.at(-1) as number] as number;
        }),
      ),
    };
  });
}

const rowsOf = (column: number[], customer: number): number[] =>
  column.flatMap((value, row) => (value === customer ? [row] : []));

/** What counts of a customer: all of it, or one product, of which it is active while it has any of it. */
function held(
  own: SlowCustomer,
  product: number | undefined,
): Pick<SlowCustomer, "balance" | "active" | "archived"> {
  if (product === undefined) return own;
  const balance = own.byProduct[product] as number[];
  const here = (column: number[]) => column.map((one, month) => ((balance[month] as number) > 0 ? one : 0));
  return { balance, active: here(own.active), archived: here(own.archived) };
}

export type SlowWaterfallRow = WaterfallComponents & MovedComponents;
export interface SlowChoice {
  cut?: number;
  label?: number;
  product?: number;
}

export function slowWaterfall(
  file: LedgerFile,
  { cut, label, product }: SlowChoice = {},
): SlowWaterfallRow[] {
  const grid = slowGrid(file);
  const out: SlowWaterfallRow[] = [];
  for (let month = 0; month < file.months; month++) {
    const row: SlowWaterfallRow = zeros();
    for (const [customer, own] of grid.entries()) {
      const { balance: money, active, archived } = held(own, product);
      const before = month === 0 ? 0 : (own.balance[month - 1] as number);
      const labels = cut === undefined ? [] : (own.labels[cut] as number[]);
      const was = cut === undefined ? undefined : (labels[Math.max(month - 1, 0)] as number);
      const is = cut === undefined ? undefined : (labels[month] as number);
      const carried = before > 0 ? was : is;
      if (was === label && month > 0) {
        row.opening_minor += money[month - 1] as number;
        row.opening_logos += active[month - 1] as number;
        row.archived_opening_logos += archived[month - 1] as number;
      }
      if (is === label) {
        row.closing_minor += money[month] as number;
        row.closing_logos += active[month] as number;
        row.archived_logos += archived[month] as number;
      }
      if (before > 0 && was !== is && (own.balance[month] as number) > 0) {
        const sign = Number(is === label) - Number(was === label);
        row.moved_minor += sign * (money[month] as number);
        row.moved_logos += sign * (active[month] as number);
        row.archived_moved_logos += sign * (archived[month] as number);
      }
      if (carried === label) addMonth(row, file, { customer, month, product });
    }
    out.push(row);
  }
  return out;
}

type Month = { customer: number; month: number; product: number | undefined };

function addMonth(out: SlowWaterfallRow, file: LedgerFile, { customer, month, product }: Month): void {
  const { movements, logos } = file;
  for (const row of rowsOf(movements.customer, customer)) {
    if (movements.month[row] !== month) continue;
    if (product !== undefined && movements.product[row] !== product) continue;
    const amount = movements.amount[row] as number;
    const kind = file.kinds[movements.kind[row] as number];
    const side = file.sides[movements.side[row] as number];
    if (kind === "new") out.new_minor += amount;
    if (kind === "reactivation") out.reactivation_minor += amount;
    if (kind === "churn") out.churn_minor += amount;
    if (kind === "add_on") out.add_on_minor += amount;
    if (kind === "product_churn") out.product_churn_minor += amount;
    if (kind === "archive") out.archive_minor += amount;
    if (kind === "upgrade") out.upgrade_minor += amount;
    if (kind === "downgrade") out.downgrade_minor += amount;
    // Of one product alone there is nothing to net: its own kind decides.
    const up = kind === "add_on" || kind === "upgrade";
    const down = kind === "downgrade" || kind === "product_churn" || kind === "archive";
    if (product === undefined ? side === "expansion" : up) out.expansion_minor += amount;
    if (product === undefined ? side === "contraction" : down) out.contraction_minor += amount;
    if (kind === "upgrade" || kind === "downgrade") {
      out.quantity_minor += movements.quantity[row] as number;
      out.price_minor += amount - (movements.quantity[row] as number);
      out.list_minor += movements.list?.[row] ?? 0;
      out.discount_minor += movements.discount?.[row] ?? 0;
    }
    if (kind === "churn") {
      const avoidable = file.avoidable?.[movements.reason[row] as number] ?? null;
      if (avoidable === null) out.unknown_churn_minor += amount;
      else if (avoidable) out.avoidable_churn_minor += amount;
      else out.unavoidable_churn_minor += amount;
    }
  }
  if (product !== undefined) {
    const { balance, active, archived } = held(slowGrid(file)[customer] as SlowCustomer, product);
    const change = (column: number[]) => (column[month] as number) - (column[month - 1] ?? 0);
    const isBack = balance.slice(0, month).some((minor) => minor > 0);
    if (change(active) > 0 && isBack) out.reactivation_logos += 1;
    if (change(active) > 0 && !isBack) out.new_logos += 1;
    if (change(active) < 0) out.churned_logos -= 1;
    if (change(archived) > 0) out.archived_in_logos += 1;
    if (change(archived) < 0) out.archived_out_logos -= 1;
    return;
  }
  for (const row of rowsOf(logos.customer, customer)) {
    if (logos.month[row] !== month) continue;
    const active = logos.active[row] as number;
    const archived = logos.archived[row] as number;
    if (active < 0) out.churned_logos -= 1;
    if (active > 0 && file.kinds[logos.kind[row] as number] === "new") out.new_logos += 1;
    if (active > 0 && file.kinds[logos.kind[row] as number] !== "new") out.reactivation_logos += 1;
    if (archived > 0) out.archived_in_logos += 1;
    if (archived < 0) out.archived_out_logos -= 1;
  }
}

function zeros(): SlowWaterfallRow {
  return {
    opening_minor: 0,
    new_minor: 0,
    reactivation_minor: 0,
    expansion_minor: 0,
    contraction_minor: 0,
    churn_minor: 0,
    transfer_minor: 0,
    fx_minor: 0,
    closing_minor: 0,
    opening_logos: 0,
    new_logos: 0,
    reactivation_logos: 0,
    churned_logos: 0,
    closing_logos: 0,
    archived_opening_logos: 0,
    archived_in_logos: 0,
    archived_out_logos: 0,
    archived_logos: 0,
    merged_logos: 0,
    add_on_minor: 0,
    upgrade_minor: 0,
    downgrade_minor: 0,
    product_churn_minor: 0,
    archive_minor: 0,
    quantity_minor: 0,
    price_minor: 0,
    list_minor: 0,
    discount_minor: 0,
    avoidable_churn_minor: 0,
    unavoidable_churn_minor: 0,
    unknown_churn_minor: 0,
    moved_minor: 0,
    moved_logos: 0,
    archived_moved_logos: 0,
  };
}

export function slowRetention(file: LedgerFile, horizon: number, { cut, label, product }: SlowChoice = {}) {
  const grid = slowGrid(file).map((own) => ({ ...own, ...held(own, product) }));
  return Array.from({ length: file.months }, (_, month) => {
    const then = month - horizon;
    const row = { opening_minor: 0, retained_minor: 0, kept_minor: 0, opening_logos: 0, kept_logos: 0 };
    const more = { opening_customers: 0, running_kept_minor: 0, returned_minor: 0 };
    for (const [customer, own] of grid.entries()) {
      if (then < 0 || (own.balance[then] as number) <= 0) continue;
      if (cut !== undefined && own.labels[cut]?.[then] !== label) continue;
      const [was, is] = [own.balance[then] as number, own.balance[month] as number];
      row.opening_minor += was;
      row.retained_minor += is;
      row.kept_minor += Math.min(was, is);
      more.opening_customers += 1;
      more.running_kept_minor += Math.min(...own.balance.slice(then, month + 1));
      for (const i of rowsOf(file.movements.customer, customer)) {
        const at = file.movements.month[i] as number;
        const kind = file.kinds[file.movements.kind[i] as number];
        if (product !== undefined && file.movements.product[i] !== product) continue;
        if (kind === "reactivation" && at > then && at <= month)
          more.returned_minor += file.movements.amount[i] as number;
      }
      if (own.active[then] !== 1) continue;
      row.opening_logos += 1;
      row.kept_logos += own.active[month] as number;
    }
    return { ...row, ...more };
  });
}

/** Cells of one cohort by age, plain: the customers it has, each with its own first month; null where not all are that old. */
export function slowCohort(
  file: LedgerFile,
  isMember: (customer: number, first: number) => boolean,
  {
    months = file.months,
    isLabel = false,
    product,
  }: { months?: number; isLabel?: boolean; product?: number } = {},
) {
  const all = slowGrid(file).flatMap((own, i) => {
    const customer = { ...own, ...held(own, product) };
    const first = customer.balance.findIndex((balance) => balance > 0);
    return first >= 0 && first < months && isMember(i, first) ? [{ ...customer, first }] : [];
  });
  return Array.from({ length: months }, (_, age) => {
    const own = all.filter(({ first }) => first + age < months);
    if (own.length === 0 || (!isLabel && own.length < all.length)) return null;
    const cell = {
      age_months: age,
      opening_minor: 0,
      retained_minor: 0,
      kept_minor: 0,
      opening_logos: 0,
      kept_logos: 0,
      active_logos: 0,
    };
    for (const { balance, active, first } of own) {
      const [was, is] = [balance[first] as number, balance[first + age] as number];
      const [wasActive, isActive] = [active[first] as number, active[first + age] as number];
      cell.opening_minor += was;
      cell.retained_minor += is;
      cell.kept_minor += Math.min(was, is);
      cell.opening_logos += wasActive;
      cell.kept_logos += Math.min(wasActive, isActive);
      cell.active_logos += isActive;
    }
    return cell;
  });
}
