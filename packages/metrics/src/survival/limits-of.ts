export const SURVIVAL_INTERVALS = ["log-log", "log", "plain"] as const;
export type SurvivalInterval = (typeof SURVIVAL_INTERVALS)[number];

/** The limits of a survival, given the standard error of its logarithm; null where there are none. */
export type Limits = (
  survival: number,
  logError: number | null,
) => { lower: number | null; upper: number | null };

const none = { lower: null, upper: null };

/** How an interval is made around a survival, as R's survfit does; z is the normal quantile of the level. */
export function limitsOf(interval: SurvivalInterval, z: number): Limits {
  if (!SURVIVAL_INTERVALS.includes(interval))
    throw new Error(
      `kaplanMeier: unknown interval, got ${JSON.stringify(interval)}; use one of ${SURVIVAL_INTERVALS.join(", ")}`,
    );
  return (survival, logError) => {
    if (logError === null) return none;
    if (interval === "plain") {
      const half = z * survival * logError;
      return { lower: Math.max(survival - half, 0), upper: Math.min(survival + half, 1) };
    }
    const log = Math.log(survival);
    if (interval === "log")
      return { lower: Math.exp(log - z * logError), upper: Math.min(Math.exp(log + z * logError), 1) };
    if (survival === 1) return none;
    const half = (z * logError) / -log;
    return {
      lower: Math.exp(-Math.exp(Math.log(-log) + half)),
      upper: Math.exp(-Math.exp(Math.log(-log) - half)),
    };
  };
}
