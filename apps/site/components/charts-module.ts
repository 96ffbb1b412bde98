/** The charts chunk: what every page may show first, and the way to the rest, which then shares its code. */
export * from "@tideline/charts";

type More = typeof import("@tideline/charts/more");

/** Lines over months, with Observable Plot. */
export function more(): Promise<More> {
  return import("@tideline/charts/more");
}
