/** How many files are worked on at once. */
const atOnce = 64;

/** Does the same to each of many files, some side by side; what one throws is thrown once those beside it have ended. */
export async function sideBySide<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  for (let first = 0; first < items.length; first += atOnce) {
    const done = await Promise.allSettled(items.slice(first, first + atOnce).map(work));
    const failed = done.find(({ status }) => status === "rejected");
    if (failed?.status === "rejected") throw failed.reason;
  }
}
