/** How another tool counts what goes by a similar name, so that two reports can be put side by side. */
export interface Elsewhere {
  /** Names of the metrics it concerns. */
  metrics: readonly string[];
  tool: string;
  /** What the tool does, as its own pages say. */
  rule: string;
  /** How ours differs, or that it does not. */
  ours: string;
  /** The page that says so. */
  source: string;
}

const chartMogul = "https://help.chartmogul.com/hc/en-us/articles";
const paddle = "https://www.paddle.com/help/profitwell-metrics/measure/compare";

/** What other tools do, from their public documentation. */
export const elsewhere: readonly Elsewhere[] = [
  {
    metrics: ["monthlyRecurringRevenue"],
    tool: "Stripe",
    rule: "Sums the monthly value of active and past-due subscriptions, without trials, taxes, free plans and metered products.",
    ours: "The same lines, but a line counts by its dates: an invoice that is not paid moves nothing.",
    source: "https://docs.stripe.com/billing/subscriptions/analytics/glossary",
  },
  {
    metrics: ["monthlyRecurringRevenue"],
    tool: "Stripe",
    rule: "A coupon that lasts forever lowers MRR; one of limited duration leaves it as it is.",
    ours: "Every recurring discount in force on the day lowers MRR, and its end is a price movement.",
    source: "https://support.stripe.com/questions/billing-analytics",
  },
  {
    metrics: ["monthlyRecurringRevenue"],
    tool: "ProfitWell",
    rule: "Takes discounts and credits off before MRR whatever their frequency, and a subscription on hold is 0.",
    ours: "One-off credits and discounts are no part of MRR; a paused line is 0 on live and stays committed while the day it resumes is known.",
    source: `${paddle}/profitwell-vs-recurly`,
  },
  {
    metrics: ["monthlyRecurringRevenue"],
    tool: "ProfitWell",
    rule: "Rolls recurring metered billing into MRR.",
    ours: "Usage is MRR on neither basis; what was billed by use stands beside it.",
    source: `${paddle}/profitwell-vs-chargebee`,
  },
  {
    metrics: ["monthlyRecurringRevenue", "grossChurn"],
    tool: "ChartMogul",
    rule: "Reports a cancellation at the end of the paid period or when it is made, by a setting.",
    ours: "Shows both: live counts until the line ends, committed until the day of the notice.",
    source: `${chartMogul}/201244842`,
  },
  {
    metrics: ["monthlyRecurringRevenue", "grossChurn"],
    tool: "Maxio",
    rule: "Takes a subscription's MRR off at the time of cancellation.",
    ours: "So does the committed basis; live keeps it until the line ends.",
    source: `${paddle}/profitwell-vs-chargify`,
  },
  {
    metrics: ["averageRevenuePerAccount"],
    tool: "ChartMogul",
    rule: "Total MRR / subscribers of the interval.",
    ours: "The same, with customers who keep only an archive fee left out of the count.",
    source: `${chartMogul}/203359061-Chart-Customer-Lifetime-Value-LTV`,
  },
  {
    metrics: ["nrrCohort"],
    tool: "Chargebee",
    rule: "MRR of the subscriptions active in the previous period / their MRR then: by subscription, against the period before.",
    ours: "By customer, so a contract replaced by another is kept, and over twelve months.",
    source: "https://chargebee.com/docs/2.0/recurring-revenue.html",
  },
  {
    metrics: ["nrrCohort", "nrrBridge"],
    tool: "Baremetrics",
    rule: "100 % - (churned MRR - expansion MRR) / MRR 30 days ago.",
    ours: "That is our bridge over one month, without contraction; our headline follows the customers of twelve months ago.",
    source: "https://changelog.baremetrics.com/new-metric-net-revenue-retention-2BOJIA",
  },
  {
    metrics: ["nrrBridge"],
    tool: "ChartMogul",
    rule: "Net MRR churn is (churn + contraction - expansion - reactivation) / MRR at the start.",
    ours: "Our bridge leaves reactivation out: 100 % - their net churn = bridge + reactivation / opening.",
    source: `${chartMogul}/4414075567250-Chart-Net-MRR-Churn-Rate`,
  },
  {
    metrics: ["grrCohort"],
    tool: "Chargebee",
    rule: "Its worked example takes the smaller of the two totals, MRR at the beginning and at the end.",
    ours: "The smaller is taken customer by customer and then summed: one customer's growth does not hide another's loss.",
    source: "https://chargebee.com/docs/2.0/recurring-revenue.html",
  },
  {
    metrics: ["grossChurn"],
    tool: "ChartMogul",
    rule: "(churn + contraction) / MRR at the start; by another setting the sum of daily rates.",
    ours: "The first. Rates of several days or months are never summed.",
    source: `${chartMogul}/203359341-Metric-MRR-Churn-Rate`,
  },
  {
    metrics: ["grossChurn", "logoChurn"],
    tool: "ChartMogul",
    rule: "Cancelling one of several subscriptions is contraction; it is churn when the customer has no other.",
    ours: "The same, and the lost product has a kind of its own, product_churn.",
    source: `${chartMogul}/203299912-Data-Table-and-MRR-Movements-`,
  },
  {
    metrics: ["logoChurn"],
    tool: "ProfitWell",
    rule: "A customer who signs up and leaves in one calendar month is left out altogether.",
    ours: "So it is in the rates, but such customers are counted apart, as joined and left.",
    source: `${paddle}/profitwell-vs-recurly`,
  },
  {
    metrics: ["logoChurn"],
    tool: "Baremetrics",
    rule: "Customers who sign up and cancel within the same 30 days are in the churn rate.",
    ours: "Only balances at month ends make a customer: they are counted apart, as joined and left.",
    source: "https://updates.baremetrics.com/",
  },
  {
    metrics: ["logoChurn", "quickRatio"],
    tool: "Maxio",
    rule: "Who comes back within 90 days is a reactivation, later a new customer.",
    ours: "Who ever had a balance is a reactivation, however long ago.",
    source: `${paddle}/profitwell-vs-chargify`,
  },
  {
    metrics: ["quickRatio"],
    tool: "Baremetrics",
    rule: "(new + expansion) / (contraction + churn).",
    ours: "Reactivation is a gain like the others.",
    source: "https://updates.baremetrics.com/",
  },
  {
    metrics: ["lifetimeValue", "pooledLogoChurn"],
    tool: "ChartMogul",
    rule: "ARPA / the average of the churn rates of the six months before.",
    ours: "Losses of six months over the sum of their openings: 10 of 100 and 1 of 50 are 7.33 %, their average is 6 %.",
    source: `${chartMogul}/203359061-Chart-Customer-Lifetime-Value-LTV`,
  },
  {
    metrics: ["lifetimeValue"],
    tool: "Baremetrics",
    rule: "Average MRR per customer / customer churn rate of the period.",
    ours: "One month's churn makes it jump; ours takes six.",
    source: "https://help.baremetrics.com/know-your-metrics/lifetime-value",
  },
  {
    metrics: ["lifetimeValue"],
    tool: "ProfitWell",
    rule: "Roughly ARPU / (1 - retention), smoothed by a method of its own.",
    ours: "Nothing is smoothed; upgrades do not lengthen a customer's life.",
    source: "https://learn.profitwell.com/article/xJx5sQX95w-life-time-value",
  },
];
