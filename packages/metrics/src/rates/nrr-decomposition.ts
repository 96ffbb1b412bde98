import { type BridgeComponents, nrrBridge } from "./nrr-bridge.ts";
import { nrrCohort } from "./nrr-cohort.ts";
import { nrrCompounded } from "./nrr-compounded.ts";
import { ratio } from "./ratio.ts";

export interface NrrThenAndNow {
  opening_minor: number | null;
  retained_minor: number | null;
  /** Reactivation since then of the customers that had a balance then; the engine's retention rows have it. */
  returned_minor: number | null;
  /** Expansion, contraction and churn since then of the customers that had no balance then; where it is known. */
  won_since_minor?: number | null | undefined;
}

/** The three net revenue retentions of one year and what lies between them; shares of the opening, null where n/a. */
export interface NrrDecomposition {
  cohort: number | null;
  bridge: number | null;
  compounded: number | null;
  /** Steps from the bridge to the cohort: bridge + returned + won_since + revalued = cohort. */
  returned: number | null;
  won_since: number | null;
  /** Null when `won_since_minor` is not given: it is then part of won_since. */
  revalued: number | null;
  /** Step from the bridge to the compounded: bridge + chaining = compounded. */
  chaining: number | null;
}

/**
 * Why the three net revenue retentions differ: how do bridge, cohort and compounded of one year lead to each other?
 *
 * Takes the twelve monthly waterfall rows of the year and the 12-month retention row of its last month (minor units,
 * losses negative). `returned`: what customers of the opening came back with, which the cohort counts and the bridge
 * books as reactivation. `won_since`: minus what customers won since then gained and lost, which the bridge counts and
 * the cohort does not (in a cut also those whose label changed). `revalued`: under exchange rates at month end the cohort
 * values everything at the rate of then and the bridge each movement at the rate before it; after an assignment the cohort
 * groups then by whom the contracts belong to now. It is told apart where the caller knows what those won since did;
 * otherwise won_since holds both. `chaining`: the compounded method measures each month
 * against its own opening. All null when the rows are not the twelve months or nobody had a balance then; compounded
 * and chaining also when a month began with nothing. Throws when the rows do not begin at the retention row's opening.
 *
 * @example
 * decomposeNrr(waterfall(openLedger(exampleLedgerFile)).slice(1), retention(openLedger(exampleLedgerFile), { horizonMonths: 12 })[12]).returned.toFixed(4) // => "0.2667"
 *
 * Source: definitions, "Rates": the check between bridge and cohort.
 */
export function decomposeNrr(months: readonly BridgeComponents[], row: NrrThenAndNow): NrrDecomposition {
  const first = months[0];
  const cohort = nrrCohort(row);
  const { opening_minor: opening, retained_minor: retained, returned_minor: back } = row;
  if (
    months.length !== 12 ||
    first === undefined ||
    cohort === null ||
    opening === null ||
    retained === null ||
    back === null
  )
    return {
      cohort,
      bridge: null,
      compounded: null,
      returned: null,
      won_since: null,
      revalued: null,
      chaining: null,
    };
  if (first.opening_minor !== opening)
    throw new Error(
      `decomposeNrr: the months do not begin where the retention row does, got ${first.opening_minor} and ${opening}; give the twelve months up to the row's month, same cut and label`,
    );
  const year = { opening_minor: opening, expansion_minor: 0, contraction_minor: 0, churn_minor: 0 };
  for (const month of months) {
    year.expansion_minor += month.expansion_minor;
    year.contraction_minor += month.contraction_minor;
    year.churn_minor += month.churn_minor;
  }
  const bridged = opening + year.expansion_minor + year.contraction_minor + year.churn_minor;
  const bridge = nrrBridge(year);
  const others = row.won_since_minor ?? null;
  const compounded = nrrCompounded(months);
  return {
    cohort,
    bridge,
    compounded,
    returned: ratio(back, opening),
    won_since: ratio(others === null ? retained - bridged - back : -others, opening),
    revalued: others === null ? null : ratio(retained - bridged - back + others, opening),
    chaining: compounded === null || bridge === null ? null : compounded - bridge,
  };
}
