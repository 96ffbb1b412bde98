import { formatDate, formatNumber, type LedgerFile, openLedger } from "@tideline/metrics";
import { type Basis, basesOf, type Columns, rowsFromColumns, type Summary } from "./data.ts";
import { fill, h } from "./dom.ts";
import { isNear, watchNear } from "./near-window.ts";
import type { ListedRenewal } from "./renewal-panel.ts";
import { readState, selectionOf, sharedSearch, type ViewState, writeState } from "./state.ts";
import { type View, ViewSource } from "./view.ts";

/** Anything that gives JSON when asked: Framework's file attachments do. */
export interface JsonFile {
  json: () => Promise<unknown>;
}

/** The movement ledger of each basis: one is fetched when its basis is shown. */
export type LedgerFiles = Readonly<Record<Basis, JsonFile>> & {
  /** `waterfall__by_cut`: asked for where balances follow exchange rates, which the ledgers leave out. */
  byCut: JsonFile;
  /** The renewals behind the counts of the Renewals page: asked for when the reader does. */
  renewalRows?: JsonFile;
};

/** Where the ledger of a basis is: it follows the first paint; a very large one is not sent at all. */
export type LedgerStage = "waiting" | "ready" | "failed" | "absent";

/** What is open over the page and kept in the address: rows behind a figure, or a customer. */
export interface Overlay {
  rows: string | null;
  customer: string | null;
  /** Renewals behind a count. */
  renewals: string | null;
}

const overlays = ["rows", "customer", "renewals"] as const;
const nothingOpen: Overlay = { rows: null, customer: null, renewals: null };

/** After the browser has painted what it has. */
export function afterPaint(run: () => void | Promise<void>): void {
  requestAnimationFrame(() => setTimeout(() => void run(), 0));
}

/** Runs all of them; one that fails is reported as an uncaught error and keeps no other from running. */
function runEach(runs: readonly (() => void)[]): void {
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

type Listener = (cause: "state" | "ledger" | "overlay") => void;

/** One open page: the data, the address, and who is told when either changes. */
export class Page {
  readonly source: ViewSource;
  state: ViewState;
  overlay: Overlay = nothingOpen;
  /** The renewals of `renewalRows`, once they were asked for and are here. */
  renewalRows: readonly ListedRenewal[] | null = null;
  view: View | null;
  readonly #listeners: Listener[] = [];
  readonly #files: LedgerFiles;
  readonly #stages = new Map<Basis, LedgerStage>();
  readonly #isOfBoth: boolean;
  readonly #held: (() => void)[] = [];
  readonly #later = new Set<() => void>();
  #first: "none" | "drawing" | "painted" = "none";
  #isPainted = false;

  /** `isOfBoth`: the page shows figures of both ledgers side by side. */
  constructor(summary: Summary, files: LedgerFiles, { isOfBoth = false } = {}) {
    this.source = new ViewSource(summary);
    this.#files = files;
    this.#isOfBoth = isOfBoth;
    this.state = readState(location.search, summary);
    this.view = this.source.view(this.state);
    this.#readOverlay();
    addEventListener("popstate", () => this.#read());
  }

  get summary(): Summary {
    return this.source.summary;
  }

  /** Where the ledger of the basis shown is. */
  get stage(): LedgerStage {
    if (this.summary.ledger?.is_shipped === false) return "absent";
    return this.#stages.get(this.state.basis) ?? "waiting";
  }

  /** The first figure with something to draw leads: what the page has below it waits until that is painted. */
  lead(): boolean {
    if (this.#first !== "none") return false;
    this.#first = "drawing";
    return true;
  }

  /** The figure that leads is drawn: once it is painted and the browser has time, what waited for it runs. */
  release(): void {
    if (this.#first !== "drawing") return;
    afterPaint(async () => {
      await idle();
      this.#first = "painted";
      runEach(this.#held.splice(0));
    });
  }

  /** Runs now, or where a figure leads that is not painted yet, after it. */
  afterFirst(run: () => void): void {
    if (this.#first === "drawing") this.#held.push(run);
    else run();
  }

  /** Runs what is out of sight once what is in sight is painted; asked for several times meanwhile, once. */
  later(run: () => void): void {
    this.#later.add(run);
    if (this.#later.size > 1) return;
    document.documentElement.dataset.pending = "";
    afterPaint(async () => {
      await idle();
      const all = [...this.#later];
      this.#later.clear();
      runEach(all);
      delete document.documentElement.dataset.pending;
    });
  }

  /** Calls `listener` on every change of the state, of the ledger's stage and of what is open. */
  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }

  #tell(cause: Parameters<Listener>[0]): void {
    runEach(this.#listeners.map((listener) => () => listener(cause)));
  }

  #readOverlay(): void {
    const params = new URLSearchParams(location.search);
    this.overlay = {
      rows: params.get("rows"),
      customer: params.get("customer"),
      renewals: params.get("renewals"),
    };
    void this.#fetchRenewals();
  }

  #read(): void {
    this.state = readState(location.search, this.summary);
    this.view = this.source.view(this.state);
    this.#readOverlay();
    this.#tell("state");
    this.#tell("overlay");
    void this.#fetchLedgers();
  }

  /** Changes the state, puts it in the address as a step of the browser's history, and redraws. */
  set(change: Partial<ViewState>): void {
    this.state = { ...this.state, ...change };
    this.view = this.source.view(this.state);
    const search = writeState(location.search, this.state, this.summary);
    history.pushState(null, "", `${location.pathname}${search}${location.hash}`);
    this.#tell("state");
    void this.#fetchLedgers();
  }

  /** Opens or closes what lies over the page; closing leaves no step behind. */
  show(overlay: Partial<Overlay>): void {
    this.overlay = { ...nothingOpen, ...overlay };
    const params = new URLSearchParams(location.search);
    for (const name of overlays) {
      const value = this.overlay[name];
      if (value === null) params.delete(name);
      else params.set(name, value);
    }
    const search = params.size > 0 ? `?${params}` : "";
    const isOpen = overlays.some((name) => this.overlay[name] !== null);
    const address = `${location.pathname}${search}${location.hash}`;
    if (isOpen) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    this.#tell("overlay");
    void this.#fetchRenewals();
  }

  /** Whether single renewals can be listed on this page. */
  get hasRenewalRows(): boolean {
    return this.#files.renewalRows !== undefined && this.stage !== "absent";
  }

  async #fetchRenewals(): Promise<void> {
    if (this.overlay.renewals === null || this.renewalRows || !this.hasRenewalRows) return;
    const columns = (await this.#files.renewalRows?.json()) as Columns;
    this.renewalRows = rowsFromColumns<ListedRenewal>(columns);
    this.#tell("overlay");
  }

  /** The address of this view with everything said, for sending. */
  link(): string {
    return `${location.origin}${location.pathname}${writeState(location.search, this.state, this.summary, true)}`;
  }

  /** What another page's address needs to show the same selection. */
  shared(): string {
    return sharedSearch(writeState(location.search, this.state, this.summary));
  }

  /** Once the first view is painted: fetches the ledger it shows, and from then on each one when it is first shown. */
  async load(): Promise<void> {
    this.#isPainted = true;
    await this.#fetchLedgers();
    if (this.stage === "absent") {
      this.#tell("ledger");
      this.#tell("overlay");
    }
    this.#mark();
  }

  /** The ledgers this view shows: that of its basis; by a cut the live one too, for who pays. */
  #wanted(): Basis[] {
    const { basis, cut } = this.state;
    if (this.#isOfBoth) return [basis, ...basesOf(this.summary).filter((other) => other !== basis)];
    return cut !== null && basis !== "live" ? [basis, "live"] : [basis];
  }

  async #fetchLedgers(): Promise<void> {
    if (!this.#isPainted || this.summary.ledger?.is_shipped === false) return;
    this.#mark();
    for (const basis of this.#wanted()) {
      if (this.#stages.has(basis)) continue;
      this.#stages.set(basis, "waiting");
      await this.#open(basis);
    }
    this.#mark();
  }

  /** Reads and opens a ledger; the page then redraws what waits for it. */
  async #open(basis: Basis): Promise<void> {
    try {
      const ledger = openLedger((await this.#files[basis].json()) as LedgerFile);
      if (ledger.has_fx) this.source.byCut ??= (await this.#files.byCut.json()) as Columns;
      this.source.ledgers.set(basis, ledger);
      this.#stages.set(basis, "ready");
    } catch (error) {
      this.#stages.set(basis, "failed");
      console.error(error);
    }
    if (!this.#wanted().includes(basis)) return;
    this.view = this.source.view(this.state);
    this.#tell("ledger");
    this.#tell("overlay");
  }

  /** Says on the page whether all that this view shows has arrived; what waits for it (tests, paper) looks there. */
  #mark(): void {
    const isHere = this.#wanted().every((basis) => (this.#stages.get(basis) ?? "waiting") !== "waiting");
    if (this.stage === "absent") document.documentElement.dataset.ledger = "absent";
    else if (isHere) document.documentElement.dataset.ledger = this.stage;
    else delete document.documentElement.dataset.ledger;
  }
}

/** What stands where the ledger is needed and is not there. */
export function ledgerMessage(page: Page): HTMLElement {
  const { ledger } = page.summary;
  if (page.stage === "failed") {
    return h(
      "p.note",
      null,
      "The movement ledger could not be read, so this cannot be shown. Reload the page.",
    );
  }
  if (page.stage === "absent") {
    const rows = formatNumber(ledger?.rows ?? 0);
    const limit = formatNumber(ledger?.rows_limit ?? 0);
    return h(
      "p.note",
      null,
      `This needs the movement ledger, which is not in the browser: ${rows} rows, and ${limit} are the most.`,
    );
  }
  return h("p.note.waiting", null, "Reading the movement ledger …");
}

function emptyMessage(page: Page): HTMLElement {
  if (page.source.all(page.state.basis).rows.length > 0) return ledgerMessage(page);
  const asOf = formatDate(page.summary.company.as_of);
  return h(
    "p.note",
    null,
    `No whole month with a recurring line is reported up to ${asOf}, so there is nothing to show yet. What was read, and why it does not count, is on the page `,
    h("a", { href: `quality.html${page.shared()}` }, "Data quality"),
    ".",
  );
}

/** When a live element redraws, and what it is called. */
export interface LiveOptions {
  /** It shows the ledger, so it redraws when that arrives. */
  usesLedger?: boolean;
  /** It shows a cut label by label, so it redraws when the cut changes. */
  usesCut?: boolean;
  /** It says nothing where there is nothing to draw from; another element of the page does. */
  isQuiet?: boolean;
  className?: string;
}

/**
 * Calls `draw` now (below the page's first figure: once that is painted) and whenever what `place` shows has changed
 * (out of sight: once what is in sight is painted): the selection, with `usesCut` the cut, with `usesLedger`
 * (or where there was nothing to draw from) the arrival of the ledger.
 */
export function redraw(
  page: Page,
  place: Element,
  draw: () => void,
  { usesLedger = false, usesCut = false }: LiveOptions,
): void {
  const keyOf = () => (usesCut ? JSON.stringify(page.state) : selectionOf(page.state));
  let drawn = "";
  let isWhole = false;
  const run = () => {
    drawn = keyOf();
    // Who pays is always live: with a label of another basis that waits for the live ledger.
    isWhole = page.view !== null && page.view.live(page.view.series) !== null;
    draw();
  };
  page.afterFirst(() => {
    run();
    watchNear(place);
    const soon = () => (isNear(place) ? run() : page.later(run));
    page.listen((cause) => {
      if (cause === "state" && keyOf() !== drawn) soon();
      else if (cause === "ledger" && (usesLedger || usesCut || !isWhole)) soon();
    });
  });
}

/**
 * An element that redraws itself when the reader changes what it shows; where there is nothing to draw from, it says
 * what is missing.
 */
export function live(page: Page, render: (view: View) => Node, options: LiveOptions = {}): HTMLElement {
  const box = h("div.live");
  if (options.className) box.classList.add(options.className);
  redraw(
    page,
    box,
    () => {
      if (page.view) fill(box, render(page.view));
      else if (!options.isQuiet) fill(box, emptyMessage(page));
      else fill(box);
    },
    options,
  );
  return box;
}
