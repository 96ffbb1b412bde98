const near = new WeakSet<Element>();
const waiting = new WeakMap<Element, () => void>();
let observer: IntersectionObserver | null = null;

/** Follows whether an element is in or near the window. The observer tells without laying out the page, as asking would. */
export function watchNear(element: Element): void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) {
          near.delete(target);
          continue;
        }
        near.add(target);
        const run = waiting.get(target);
        waiting.delete(target);
        run?.();
      }
    },
    { rootMargin: "200px 0px" },
  );
  observer.observe(element);
}

/** Whether a watched element was in or near the window when last seen there. */
export function isNear(element: Element): boolean {
  return near.has(element);
}

/** Runs once, when an element next comes into or near the window. */
export function whenNear(element: Element, run: () => void): void {
  waiting.set(element, run);
  watchNear(element);
}
