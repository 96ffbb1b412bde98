/** What a queue tells the one who does the work. */
export interface Batch<Change> {
  /** Every change since the last batch began, in the order seen. */
  readonly changes: readonly Change[];
  /** `performance.now()` of the first of them. */
  readonly since: number;
}

/**
 * Collects changes and hands them over in batches, never two at a time: a batch starts when nothing has changed for
 * `quietMs`, and what changes while it runs is the next one. Editors save in several steps; copying a file takes more.
 */
export class ChangeQueue<Change> {
  readonly #work: (batch: Batch<Change>) => Promise<void>;
  readonly #quietMs: number;
  #changes: Change[] = [];
  #since = 0;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #isClosed = false;

  /** @param work does a batch; it says itself what went wrong, and never throws */
  constructor(work: (batch: Batch<Change>) => Promise<void>, quietMs = 60) {
    this.#work = work;
    this.#quietMs = quietMs;
  }

  /** Adds a change. */
  add(change: Change): void {
    if (this.#isClosed) return;
    if (this.#changes.length === 0) this.#since = performance.now();
    this.#changes.push(change);
    this.#wait();
  }

  #wait(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), this.#quietMs);
  }

  async #run(): Promise<void> {
    this.#timer = null;
    if (this.#running) return;
    const batch = { changes: this.#changes, since: this.#since };
    this.#changes = [];
    this.#running = this.#work(batch);
    await this.#running;
    this.#running = null;
    if (this.#changes.length > 0 && !this.#isClosed && !this.#timer) this.#wait();
  }

  /** Takes no more changes, drops those that wait, and resolves when the running batch is done. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }
}
