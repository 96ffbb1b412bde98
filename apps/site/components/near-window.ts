const waiting = new WeakMap<Element, () => void>();

/** Follows which elements are in the window, or within a margin of it: told without laying out the page, as asking would. */
class Region {
  readonly #inside = new WeakSet<Element>();
  readonly #margin: string;
  readonly #entered: (element: Element) => void;
  #observer: IntersectionObserver | null = null;

  constructor(margin: string, entered: (element: Element) => void = () => {}) {
    this.#margin = margin;
    this.#entered = entered;
  }

  watch(element: Element): void {
    this.#observer ??= new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) this.#inside.add(target);
          else this.#inside.delete(target);
          if (isIntersecting) this.#entered(target);
        }
      },
      { rootMargin: `${this.#margin} 0px` },
    );
    this.#observer.observe(element);
  }

  has(element: Element): boolean {
    return this.#inside.has(element);
  }
}

const near = new Region("200px", (element) => {
  const run = waiting.get(element);
  waiting.delete(element);
  run?.();
});
const seen = new Region("0px");

/** Follows whether an element is in or near the window. */
export function watchNear(element: Element): void {
  near.watch(element);
  seen.watch(element);
}

/** Whether a watched element was in or near the window when last told. */
export function isNear(element: Element): boolean {
  return near.has(element);
}

/** Whether a watched element was in the window itself when last told. */
export function isSeen(element: Element): boolean {
  return seen.has(element);
}

/** Runs once, when an element next comes into or near the window. */
export function whenNear(element: Element, run: () => void): void {
  waiting.set(element, run);
  watchNear(element);
}
