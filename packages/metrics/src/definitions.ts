import type { Definition } from "./definition.ts";
import { aucOfPairsDefinition } from "./health/auc-of-pairs.ts";
import { expectedLossDefinition } from "./health/expected-loss.ts";
import { forecastSkillDefinition } from "./health/forecast-skill.ts";
import { healthCoverageDefinition } from "./health/health-coverage.ts";
import { leadTimeDefinition, neverRedShareDefinition } from "./health/lead-time.ts";
import { activationRateDefinition } from "./rates/activation-rate.ts";
import { annualRecurringRevenueDefinition } from "./rates/annual-recurring-revenue.ts";
import { annualisedChurnDefinition } from "./rates/annualised-churn.ts";
import { arrPerCsmDefinition } from "./rates/arr-per-csm.ts";
import { arrRunRateDefinition } from "./rates/arr-run-rate.ts";
import { averageRevenuePerAccountDefinition } from "./rates/average-revenue-per-account.ts";
import { cancelledContractChurnDefinition } from "./rates/cancelled-contract-churn.ts";
import { cohortArpaDefinition } from "./rates/cohort-arpa.ts";
import { crossSellRateDefinition } from "./rates/cross-sell-rate.ts";
import { csmCostRatioDefinition } from "./rates/csm-cost-ratio.ts";
import { customersPerCsmDefinition } from "./rates/customers-per-csm.ts";
import { expansionRateDefinition } from "./rates/expansion-rate.ts";
import { grossChurnDefinition } from "./rates/gross-churn.ts";
import { grrCohortDefinition } from "./rates/grr-cohort.ts";
import { grrRunningMinimumDefinition } from "./rates/grr-running-minimum.ts";
import { lifetimeValueDefinition } from "./rates/lifetime-value.ts";
import { logoChurnDefinition } from "./rates/logo-churn.ts";
import { logoChurnFixedSetDefinition } from "./rates/logo-churn-fixed-set.ts";
import { logoRetentionDefinition } from "./rates/logo-retention.ts";
import { monthlyRecurringRevenueDefinition } from "./rates/monthly-recurring-revenue.ts";
import { netExpansionDefinition } from "./rates/net-expansion.ts";
import { netLogoLossDefinition } from "./rates/net-logo-loss.ts";
import { netPromoterScoreDefinition } from "./rates/net-promoter-score.ts";
import { nrrBridgeDefinition } from "./rates/nrr-bridge.ts";
import { nrrCohortDefinition } from "./rates/nrr-cohort.ts";
import { nrrCompoundedDefinition } from "./rates/nrr-compounded.ts";
import { payingCustomersDefinition } from "./rates/paying-customers.ts";
import { pooledLogoChurnDefinition } from "./rates/pooled-logo-churn.ts";
import { quickRatioDefinition } from "./rates/quick-ratio.ts";
import { responseRateDefinition } from "./rates/response-rate.ts";
import { revenueConcentrationDefinition } from "./rates/revenue-concentration.ts";
import { timeToValueDefinition } from "./rates/time-to-value.ts";
import { touchRateDefinition } from "./rates/touch-rate.ts";
import { upsellRateDefinition } from "./rates/upsell-rate.ts";
import { contractGrowthDefinition } from "./renewals/contract-growth.ts";
import { contractGrowthMeanDefinition } from "./renewals/contract-growth-mean.ts";
import { discountAtFirstRenewalDefinition } from "./renewals/discount-at-first-renewal.ts";
import { discountAtSigningDefinition } from "./renewals/discount-at-signing.ts";
import { discountShrinkageDefinition } from "./renewals/discount-shrinkage.ts";
import { increasedShareDefinition } from "./renewals/increased-share.ts";
import { renewalChangeDefinition } from "./renewals/renewal-change.ts";
import { renewalChangeMeanDefinition } from "./renewals/renewal-change-mean.ts";
import { renewalRateGrossDefinition } from "./renewals/renewal-rate-gross.ts";
import { renewalRateLogoDefinition } from "./renewals/renewal-rate-logo.ts";
import { renewalRateNetDefinition } from "./renewals/renewal-rate-net.ts";
import { medianLifetimeDefinition } from "./survival/median-lifetime.ts";
import { survivalAtDefinition } from "./survival/survival-at.ts";

/** Every metric, in the order of the Definitions page: size, retention, revenue churn, logos, growth, value, renewals, lifetimes. */
export const definitions: readonly Definition[] = [
  monthlyRecurringRevenueDefinition,
  annualRecurringRevenueDefinition,
  arrRunRateDefinition,
  payingCustomersDefinition,
  averageRevenuePerAccountDefinition,
  cohortArpaDefinition,
  nrrCohortDefinition,
  nrrBridgeDefinition,
  nrrCompoundedDefinition,
  grrCohortDefinition,
  grrRunningMinimumDefinition,
  grossChurnDefinition,
  logoRetentionDefinition,
  logoChurnDefinition,
  logoChurnFixedSetDefinition,
  netLogoLossDefinition,
  pooledLogoChurnDefinition,
  cancelledContractChurnDefinition,
  annualisedChurnDefinition,
  expansionRateDefinition,
  netExpansionDefinition,
  upsellRateDefinition,
  crossSellRateDefinition,
  quickRatioDefinition,
  lifetimeValueDefinition,
  renewalRateLogoDefinition,
  renewalRateGrossDefinition,
  renewalRateNetDefinition,
  renewalChangeDefinition,
  renewalChangeMeanDefinition,
  contractGrowthDefinition,
  contractGrowthMeanDefinition,
  increasedShareDefinition,
  discountAtSigningDefinition,
  discountAtFirstRenewalDefinition,
  discountShrinkageDefinition,
  survivalAtDefinition,
  medianLifetimeDefinition,
  activationRateDefinition,
  timeToValueDefinition,
  netPromoterScoreDefinition,
  responseRateDefinition,
  healthCoverageDefinition,
  aucOfPairsDefinition,
  leadTimeDefinition,
  neverRedShareDefinition,
  forecastSkillDefinition,
  expectedLossDefinition,
  arrPerCsmDefinition,
  customersPerCsmDefinition,
  csmCostRatioDefinition,
  touchRateDefinition,
  revenueConcentrationDefinition,
];

/**
 * The definition of a metric by the name of its function; throws on an unknown name, listing those known.
 *
 * @example
 * definitionOf("quickRatio").unit // => "times"
 */
export function definitionOf(name: string): Definition {
  const found = definitions.find((definition) => definition.name === name);
  if (found !== undefined) return found;
  const known = definitions.map((definition) => definition.name).join(", ");
  throw new Error(`definitionOf: unknown metric, got ${JSON.stringify(name)}; use one of ${known}`);
}

/**
 * Why is this value n/a? One sentence for the reader where a metric is null; null when it has a value.
 *
 * @example
 * whyNotAvailable("quickRatio", null) // => "n/a: nothing was lost in the period"
 */
export function whyNotAvailable(name: string, value: number | null): string | null {
  return value === null ? `n/a: ${definitionOf(name).not_available}` : null;
}
