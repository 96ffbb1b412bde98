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

/** When the browser has nothing more urgent to do, within three tenths of a second. */
export function idle(): Promise<void> {
  return new Promise((done) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => done(), { timeout: 300 });
    else setTimeout(done, 20);
  });
}
