/** The charts chunk: all figures of the pages. */
export * from "@tideline/charts";
