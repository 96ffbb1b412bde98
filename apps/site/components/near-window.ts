const near = new WeakSet<Element>();
let observer: IntersectionObserver | null = null;

/** Follows whether an element is in or near the window. The observer tells without laying out the page, as asking would. */
export function watchNear(element: Element): void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) near.add(target);
        else near.delete(target);
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
