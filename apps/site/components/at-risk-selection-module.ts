import {
  type CustomerStanding,
  customersNow,
  fearAgreement,
  type Ledger,
  riskByBand,
} from "@tideline/metrics";
import type { AtRisk, AtRiskAllRowsFile, FearedRow, RiskRow, RiskRows } from "./at-risk-data.ts";
import { chosenKey } from "./customers-chosen.ts";
import { type Columns, rowsFromColumns } from "./data.ts";
import type { Page } from "./page.ts";

/** The page's rows of the customers chosen, and what they add up to. */
interface Chosen {
  rows: RiskRows;
  sums: Pick<AtRisk, "ahead" | "agreement">;
}

/** The renewals and customers of any filter: who carries its labels now. */
export class RiskSelection {
  readonly #renewals: readonly RiskRow[];
  readonly #feared: readonly FearedRow[];
  readonly #standing: readonly (CustomerStanding & { customer_id: string })[];
  readonly #ledgerOf: (page: Page) => Ledger | null;
  readonly #made = new Map<string, Chosen>();
  readonly #shown = new WeakMap<Chosen, AtRisk>();

  /** Renewals are put in order once, which those a filter chooses keep. */
  constructor(
    file: AtRiskAllRowsFile,
    ledgerOf: (page: Page) => Ledger | null,
    inOrder: (renewals: readonly RiskRow[]) => readonly RiskRow[],
  ) {
    const rows = <Row>(columns: Columns | undefined) => rowsFromColumns<Row>(columns ?? {});
    this.#renewals = inOrder(rows(file.renewals));
    this.#feared = rows(file.customers);
    this.#standing = rows(file.standing);
    this.#ledgerOf = ledgerOf;
  }

  #chosen(page: Page): Chosen | null {
    const ledger = this.#ledgerOf(page);
    if (!ledger) return null;
    const { only } = page.state;
    const key = JSON.stringify(only);
    const known = this.#made.get(key);
    if (known) return known;
    const renewals = customersNow(ledger, this.#renewals, only);
    const made = {
      rows: { renewals, feared: customersNow(ledger, this.#feared, only) },
      sums: {
        ahead: riskByBand(renewals),
        agreement: fearAgreement(customersNow(ledger, this.#standing, only)),
      },
    };
    this.#made.set(key, made);
    return made;
  }

  /** The renewals and customers behind it; null before the ledger is here. */
  rows(page: Page): RiskRows | null {
    return this.#chosen(page)?.rows ?? null;
  }

  /** What the page shows of those chosen; rates of the past stay those of all. Null before the ledger is here. */
  shown(page: Page, all: AtRisk): AtRisk | null {
    const chosen = this.#chosen(page);
    if (!chosen) return null;
    const known = this.#shown.get(chosen) ?? { ...all, ...chosen.sums, chosen: chosenKey(page) };
    this.#shown.set(chosen, known);
    return known;
  }
}
