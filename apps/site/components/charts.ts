/** The modules of charts: they follow the first numbers. */
export type Charts = typeof import("./charts-module.ts");
export type MoreCharts = typeof import("@tideline/charts/more");

let openGate = () => {};
const gate = new Promise<void>((open) => {
  openGate = open;
});

/** Lets the larger module be fetched: the first view is painted and the ledger is here. */
export function allowMore(): void {
  openGate();
}

/** The figures every page may show first. */
export function loadCharts(): Promise<Charts> {
  return import("./charts-module.ts");
}

/** Lines over months, with Observable Plot: larger, so never before the first view. */
export async function loadMore(): Promise<MoreCharts> {
  await gate;
  return (await loadCharts()).more();
}
