/** The charts of the Cohorts, Survival and Does it work? pages: a chunk of their own. */
export * from "@tideline/charts/cohorts";
