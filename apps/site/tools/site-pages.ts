/** The pages of the site in the order of the sidebar; `path` is the Framework path, without an ending. */
export const siteGroups: readonly {
  group: string;
  /** Its pages show the ledger, so they carry the controls of period and cut. */
  isBoard: boolean;
  pages: readonly { name: string; path: string }[];
}[] = [
  {
    group: "Board",
    isBoard: true,
    pages: [
      { name: "Overview", path: "/index" },
      { name: "Waterfall", path: "/waterfall" },
      { name: "Churn", path: "/churn" },
      { name: "Retention", path: "/retention" },
      { name: "Renewals", path: "/renewals" },
    ],
  },
  {
    group: "Cohorts",
    isBoard: true,
    pages: [
      { name: "Cohorts", path: "/cohorts" },
      { name: "Survival", path: "/survival" },
      { name: "Compare", path: "/compare" },
      { name: "Right customer", path: "/right-customer" },
      { name: "Time to value", path: "/time-to-value" },
    ],
  },
  {
    group: "Health",
    isBoard: false,
    pages: [
      { name: "Health", path: "/health" },
      { name: "Does it work?", path: "/does-it-work" },
      { name: "At risk", path: "/at-risk" },
      { name: "Attention", path: "/attention" },
      { name: "NPS", path: "/nps" },
      { name: "Portfolio", path: "/portfolio" },
    ],
  },
  {
    group: "Trust",
    isBoard: false,
    pages: [
      { name: "Data quality", path: "/quality" },
      { name: "Quarantine", path: "/quarantine" },
      { name: "Tie-out", path: "/tie-out" },
      { name: "Definitions", path: "/definitions" },
    ],
  },
];
