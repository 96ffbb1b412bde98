import {
  type LedgerFile,
  MOVEMENT_KINDS,
  MOVEMENT_SIDES,
  type MovementKind,
  type MovementSide,
} from "../ledger-file.ts";

/** A movement written out, as the ledger cases write it; months count from January 2025. */
export interface SmallMovement {
  month: number;
  customer: string;
  kind: MovementKind;
  amount: number;
  side?: MovementSide;
  product?: string;
  quantity?: number;
  /** The other customer of a transfer. */
  counterparty?: string;
}

export interface SmallLogo {
  month: number;
  customer: string;
  kind: MovementKind;
  active?: number;
  archived?: number;
}

export interface SmallCut {
  name: string;
  /** Label from month 0, and later labels by month: { Ann: [[0, "Bo"]] }. */
  labels: Record<string, [month: number, label: string][]>;
}

/** Builds a ledger file from movements, logos and cuts written out, for tests by hand. */
export function smallLedger({
  months,
  movements,
  logos = [],
  cuts = [],
}: {
  months: number;
  movements: SmallMovement[];
  logos?: SmallLogo[];
  cuts?: SmallCut[];
}): LedgerFile {
  const ids = [...new Set(movements.map(({ customer }) => customer))];
  const products = [...new Set(movements.map(({ product }) => product ?? "X"))];
  return {
    version: 1,
    basis: "live",
    currency: "USD",
    exponent: 2,
    first_month: "2025-01",
    months,
    customers: { id: ids, name: ids.map((id) => `Customer ${id}`) },
    products,
    currencies: ["USD"],
    kinds: [...MOVEMENT_KINDS],
    sides: [...MOVEMENT_SIDES],
    occasions: ["initial", "renewal", "contracted_step", "mid_term"],
    reasons: [null, "unknown"],
    movements: {
      month: movements.map(({ month }) => month),
      customer: movements.map(({ customer }) => ids.indexOf(customer)),
      product: movements.map(({ product }) => products.indexOf(product ?? "X")),
      currency: movements.map(() => 0),
      kind: movements.map(({ kind }) => MOVEMENT_KINDS.indexOf(kind)),
      side: movements.map(({ side }) => MOVEMENT_SIDES.indexOf(side ?? "none")),
      occasion: movements.map(({ kind }) => (kind === "new" ? 0 : 3)),
      reason: movements.map(({ amount }) => (amount < 0 ? 1 : 0)),
      amount: movements.map(({ amount }) => amount),
      quantity: movements.map(({ quantity }) => quantity ?? 0),
      line: movements.map(() => 0),
      ...(movements.some(({ counterparty }) => counterparty) && {
        counterparty: movements.map(({ counterparty }) =>
          counterparty === undefined ? -1 : ids.indexOf(counterparty),
        ),
      }),
    },
    logos: {
      month: logos.map(({ month }) => month),
      customer: logos.map(({ customer }) => ids.indexOf(customer)),
      kind: logos.map(({ kind }) => MOVEMENT_KINDS.indexOf(kind)),
      active: logos.map(({ active }) => active ?? 0),
      archived: logos.map(({ archived }) => archived ?? 0),
    },
    cuts: cuts.map(({ name, labels }) => {
      const rows = ids.flatMap((id, customer) =>
        (labels[id] ?? []).map(([month, label]) => ({ customer, month, label })),
      );
      const names = [...new Set(rows.map(({ label }) => label))];
      return {
        name,
        title: name,
        labels: names,
        customer: rows.map(({ customer }) => customer),
        month: rows.map(({ month }) => month),
        label: rows.map(({ label }) => names.indexOf(label)),
      };
    }),
  };
}
