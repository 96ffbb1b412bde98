/** The chart of renewals at risk, with Observable Plot: a chunk of its own. */
export * from "@tideline/charts/risk";
