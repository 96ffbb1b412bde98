/** A band of scores: (above, up_to]; the lowest is closed at 0. */
export interface HealthBand {
  readonly band: string;
  readonly above: number;
  readonly up_to: number;
}

/**
 * In which band of health does a score lie?
 *
 * The one whose border above it reaches: (above, up_to], the lowest closed at 0, so that a score on a border belongs to the
 * lower band. Takes a score from 0 to 100 and bands from 0 to 100, the lowest first; a score of null is "unscored". Throws
 * on a score no band holds.
 *
 * @example
 * healthBand(70, [{ band: "red", above: 0, up_to: 50 }, { band: "yellow", above: 50, up_to: 70 }, { band: "green", above: 70, up_to: 100 }]) // => "yellow"
 *
 * Source: definitions, "Health".
 */
export function healthBand(score: number | null, bands: readonly HealthBand[]): string {
  if (score === null) return "unscored";
  const found = bands.find(
    ({ above, up_to }, at) => (score > above || (at === 0 && score === above)) && score <= up_to,
  );
  if (found === undefined)
    throw new Error(
      `healthBand: no band holds this score, got ${score}; give bands that reach from 0 to 100`,
    );
  return found.band;
}

/** "At most yellow while an urgent ticket is open over 10 days": exactly one of above and below. */
export interface HealthException {
  readonly name: string;
  readonly input: string;
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  /** Name of a band. */
  readonly at_most: string;
}

export interface FinalHealth {
  /** 0 to 100; null where unscored. */
  readonly score: number | null;
  readonly band: string;
  /** The exception that lowers the score; null where none does. */
  readonly exception: string | null;
}

/**
 * Health after exceptions and an override: which score and which band count?
 *
 * Under the coverage floor a customer is unscored. Else the score is lowered to the upper border of the band of each
 * exception that holds; of several, the lowest names itself, then the first. An override's score replaces it all, an unscored
 * one too. Takes a score and a coverage as `healthScore` gives them. Throws on an exception whose band is none of the bands.
 *
 * @example
 * finalHealth({ score: 88, coverage: 0.9 }, { floor: 0.4, values: { urgent_days: 12 }, bands: [{ band: "red", above: 0, up_to: 50 }, { band: "yellow", above: 50, up_to: 70 }, { band: "green", above: 70, up_to: 100 }], exceptions: [{ name: "Urgent", input: "urgent_days", above: 10, at_most: "yellow" }] }) // => { score: 70, band: "yellow", exception: "Urgent" }
 *
 * Source: definitions, "Health".
 */
export function finalHealth(
  { score, coverage }: { readonly score: number | null; readonly coverage: number },
  options: {
    readonly floor: number;
    readonly bands: readonly HealthBand[];
    readonly values?: Readonly<Record<string, number | null>>;
    readonly exceptions?: readonly HealthException[];
    readonly override?: number | null;
  },
): FinalHealth {
  const { floor, bands, values = {}, exceptions = [], override = null } = options;
  const isScored = score !== null && coverage >= floor;
  const met = exceptions.flatMap(({ name, input, above, below, at_most }) => {
    const value = values[input] ?? null;
    const holds =
      value !== null && ((above !== undefined && value > above) || (below !== undefined && value < below));
    const band = bands.find((one) => one.band === at_most);
    if (band === undefined)
      throw new Error(
        `finalHealth: no such band, got "${at_most}"; use one of ${bands.map((one) => one.band).join(", ")}`,
      );
    return holds ? [{ name, upTo: band.up_to }] : [];
  });
  const lowest = met.reduce<(typeof met)[number] | null>(
    (least, one) => (least === null || one.upTo < least.upTo ? one : least),
    null,
  );
  const isLowered = isScored && lowest !== null && lowest.upTo < score;
  const final = override ?? (isScored ? (isLowered ? lowest.upTo : score) : null);
  return { score: final, band: healthBand(final, bands), exception: isLowered ? lowest.name : null };
}
