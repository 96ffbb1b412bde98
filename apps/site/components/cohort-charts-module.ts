/** The charts of the Cohorts and Survival pages: a chunk of their own. */
export * from "@tideline/charts/cohorts";
