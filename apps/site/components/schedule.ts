/** After the browser has painted what it has. */
export function afterPaint(run: () => void | Promise<void>): void {
  requestAnimationFrame(() => setTimeout(() => void run(), 0));
}

/** Runs all of them; one that fails is reported as an uncaught error and keeps no other from running. */
export function runEach(runs: readonly (() => void)[]): void {
  for (const run of runs) {
    try {
      run();
    } catch (error) {
      reportError(error);
    }
  }
}

/**
 * Takes each out of what waits and runs it; where that has taken as long as a frame lasts, the browser may paint and answer
 * the reader before the next. What is added meanwhile is run too.
 */
async function runInPieces(waiting: Set<() => void>): Promise<void> {
  let since = performance.now();
  for (const run of waiting) {
    waiting.delete(run);
    runEach([run]);
    if (performance.now() - since < 16) continue;
    await new Promise<void>((done) => setTimeout(done, 0));
    since = performance.now();
  }
}

/** What waits to be run out of sight: asked for several times meanwhile, once. */
export class Waiting {
  readonly #near = new Set<() => void>();
  readonly #far = new Set<() => void>();

  add(run: () => void, isNear: boolean): void {
    this.#near.delete(run);
    this.#far.delete(run);
    (isNear ? this.#near : this.#far).add(run);
  }

  /** Runs all, in pieces, and what is added meanwhile: what is near the window before what is far from it. */
  async run(): Promise<void> {
    while (this.#near.size + this.#far.size > 0) {
      await runInPieces(this.#near);
      await idle();
      await runInPieces(this.#far);
    }
  }
}

/** When the browser has nothing more urgent to do, within three tenths of a second. */
export function idle(): Promise<void> {
  return new Promise((done) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => done(), { timeout: 300 });
    else setTimeout(done, 20);
  });
}
