/** What of a renewal ahead a forecast is made of: rows of `at_risk__renewals`; money in minor units a month. */
export interface RiskRenewal {
  /** The day its terms end, "YYYY-MM-DD". */
  due_on: string;
  /** 180, 90 or 30: the validated score nearest to so many days before; null where late. */
  horizon_days: number | null;
  band: string;
  band_no: number;
  due_minor: number;
  signed_due_minor: number;
  noticed_due_minor: number;
  remaining_minor: number;
  late_due_minor: number;
  open_due_minor: number;
}

/** Renewals of a quarter, a horizon and a band, summed: a row of `at_risk__by_band`. */
export interface RiskBand extends Omit<RiskRenewal, "due_on"> {
  /** First day of the quarter in which the terms end. */
  due_quarter: string;
  renewals: number;
  /** Of these, with an open part. */
  open_renewals: number;
}

const quarterOf = (day: string) =>
  `${day.slice(0, 5)}${String(3 * Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1).padStart(2, "0")}-01`;

/** What a map holds at a key; made there where it holds nothing. A text put together for each of 100,000 rows costs more. */
function at<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/**
 * What is still to be decided, by quarter and band of health? What `at_risk__by_band` holds, of any renewals.
 *
 * Counts and sums of the rows by quarter of the due day, horizon and band, in that order, late ones first. Minor units; no
 * rows give none.
 *
 * @example
 * riskByBand([{ due_on: "2026-05-31", horizon_days: 180, band: "red", band_no: 1, due_minor: 100, signed_due_minor: 0, noticed_due_minor: 0, remaining_minor: 0, late_due_minor: 0, open_due_minor: 100 }])[0].due_quarter // => "2026-04-01"
 *
 * Source: definitions, "Health" and "Renewals".
 */
export function riskByBand(rows: readonly RiskRenewal[]): RiskBand[] {
  const quarters = new Map<string, Map<number | null, Map<string, RiskBand>>>();
  const byDay = new Map<string, Map<number | null, Map<string, RiskBand>>>();
  for (const row of rows) {
    const { due_on, horizon_days, band, band_no } = row;
    const byHorizon = at(byDay, due_on, () => at(quarters, quarterOf(due_on), () => new Map()));
    const found = at(
      at(byHorizon, horizon_days, () => new Map<string, RiskBand>()),
      band,
      () => ({
        due_quarter: quarterOf(due_on),
        horizon_days,
        band,
        band_no,
        renewals: 0,
        open_renewals: 0,
        due_minor: 0,
        signed_due_minor: 0,
        noticed_due_minor: 0,
        remaining_minor: 0,
        late_due_minor: 0,
        open_due_minor: 0,
      }),
    );
    found.renewals += 1;
    if (row.open_due_minor > 0) found.open_renewals += 1;
    found.due_minor += row.due_minor;
    found.signed_due_minor += row.signed_due_minor;
    found.noticed_due_minor += row.noticed_due_minor;
    found.remaining_minor += row.remaining_minor;
    found.late_due_minor += row.late_due_minor;
    found.open_due_minor += row.open_due_minor;
  }
  return [...quarters.values()]
    .flatMap((byHorizon) => [...byHorizon.values()].flatMap((byBand) => [...byBand.values()]))
    .sort(
      (a, b) =>
        (a.due_quarter < b.due_quarter ? -1 : a.due_quarter > b.due_quarter ? 1 : 0) ||
        (a.horizon_days ?? 0) - (b.horizon_days ?? 0) ||
        (a.band < b.band ? -1 : 1),
    );
}
