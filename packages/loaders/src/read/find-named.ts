/** Names as they are compared: without case, marks and spaces around. */
export function plainName(name: string): string {
  return name
    .replace(/^\uFEFF/, "")
    .trim()
    .toLowerCase();
}

/** Names as they are compared at last: a label "Start Date", a field "Start_Date__c" and a name "startDate" are one. */
function looseName(name: string): string {
  return plainName(name).replace(/__c$/, "").replaceAll(/[ _-]/g, "");
}

/**
 * Which of a vendor's names for a column does a file have? The names in the layout's order, whatever their case; then
 * without spaces and underscores.
 *
 * @returns its index among the file's columns, or -1
 */
export function findNamed(names: readonly string[], wanted: readonly string[]): number {
  for (const write of [plainName, looseName]) {
    const written = names.map(write);
    for (const name of wanted) {
      const index = written.indexOf(write(name));
      if (index >= 0) return index;
    }
  }
  return -1;
}
