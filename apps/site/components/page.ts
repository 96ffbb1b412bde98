import type { LedgerFile, LedgerLinesFile, RenewalsFile } from "@tideline/metrics";
import { type Basis, basesOf, type Columns, type Summary } from "./data.ts";
import type { Panel } from "./rows-panel.ts";
import { afterPaint, idle, runEach, Waiting } from "./schedule.ts";
import { type Choices, isWhole, readState, sharedSearch, type ViewState, writeState } from "./state.ts";
import { type View, ViewSource } from "./view.ts";

/** Anything that gives JSON when asked: Framework's file attachments do. */
export interface JsonFile {
  json: () => Promise<unknown>;
}

/** The movement ledger of each basis: one is fetched when its basis is shown. */
export type LedgerFiles = Readonly<Record<Basis, JsonFile>> & {
  /** The ids of the contract lines of both ledgers: asked for when a list of movements is opened. */
  lines: JsonFile;
  /** `waterfall__by_cut`: asked for where balances follow exchange rates, which the ledgers leave out. */
  byCut: JsonFile;
  /** The renewals behind the counts of the Renewals page: asked for when the reader does. */
  renewalRows?: JsonFile;
  /** What the page shows after its first view: asked for once the ledger is here. */
  laterRows?: JsonFile;
  /** The customers behind the bands of health: asked for when the reader does. */
  healthRows?: JsonFile;
  /** What the page needs besides the ledger to show a cut or a filter: asked for when it does. */
  chosenRows?: JsonFile;
};

/** Where the ledger of a basis is: it follows the first paint; a very large one is not sent at all. */
export type LedgerStage = "waiting" | "ready" | "failed" | "absent";

/** What is open over the page and kept in the address: rows behind a figure, or a customer. */
export interface Overlay {
  rows: string | null;
  customer: string | null;
  /** Renewals behind a count. */
  renewals: string | null;
  /** What lies behind a cell of a page's own chart. */
  cell: string | null;
}

const overlays = ["rows", "customer", "renewals", "cell"] as const;
const nothingOpen: Overlay = { rows: null, customer: null, renewals: null, cell: null };

/** What a page has of its own. */
export interface PageOptions {
  /** Its own choices, kept in the address with the rest. */
  choices?: Choices;
  /** It is the page of one customer. */
  isOfCustomer?: boolean;
  /** What lies behind a cell of its charts, as the address names it. */
  cellPanel?: (page: Page, view: View, cell: string) => Panel;
}

type Listener = (cause: "state" | "ledger" | "overlay") => void;

/** One open page: the data, the address, and who is told when either changes. */
export class Page {
  readonly source: ViewSource;
  readonly choices: Choices;
  readonly isOfCustomer: boolean;
  readonly cellPanel: PageOptions["cellPanel"];
  state: ViewState;
  overlay: Overlay = nothingOpen;
  /** The ids of contract lines, once a list of movements asked for them and they are here. */
  lines: readonly string[] | null = null;
  /** The renewals of `renewalRows`, once they were asked for and are here. */
  renewalRows: RenewalsFile | null = null;
  /** What `laterRows` holds, once it is here. */
  laterRows: unknown = null;
  /** The customers of `healthRows`, once they were asked for and are here. */
  healthRows: Columns | null = null;
  /** What `chosenRows` holds, once a cut or a filter asked for it and it is here. */
  chosenRows: unknown = null;
  view: View | null;
  readonly #listeners: Listener[] = [];
  readonly #files: LedgerFiles;
  readonly #stages = new Map<Basis, LedgerStage>();
  #chosen: Promise<unknown> | null = null;
  #isOfBoth = false;
  readonly #held: (() => void)[] = [];
  readonly #laterListeners: (() => void)[] = [];
  readonly #waiting = new Waiting();
  /** The choices that are not in the address yet, as its part after the question mark. */
  #steps: string[] = [];
  #first: "none" | "waiting" | "drawing" | "painted" = "none";
  #isPainted = false;

  constructor(
    summary: Summary,
    files: LedgerFiles,
    { choices = {}, isOfCustomer = false, cellPanel }: PageOptions = {},
  ) {
    this.source = new ViewSource(summary);
    this.#files = files;
    this.choices = choices;
    this.isOfCustomer = isOfCustomer;
    this.cellPanel = cellPanel;
    this.state = readState(location.search, summary, choices);
    this.view = this.source.view(this.state);
    this.#readOverlay();
    addEventListener("popstate", () => this.#read());
  }

  /** The part of the address after the question mark, with every choice made. */
  get search(): string {
    return this.#steps.at(-1) ?? location.search;
  }

  get summary(): Summary {
    return this.source.summary;
  }

  /** Whether who pays can be told of the selection: of all from the marts, of any others from the live ledger. */
  get hasLive(): boolean {
    return isWhole(this.state) || this.source.ledgers.has("live");
  }

  /** Where the ledger of the basis shown is. */
  get stage(): LedgerStage {
    if (this.summary.ledger?.is_shipped === false) return "absent";
    return this.#stages.get(this.state.basis) ?? "waiting";
  }

  /**
   * The first figure with something to draw, or one that waits for the ledger, leads: what the page has below it waits
   * until that is painted.
   */
  lead(isWaiting = false): boolean {
    if (this.#first !== "none") return false;
    this.#first = isWaiting ? "waiting" : "drawing";
    return true;
  }

  /** Whether the figure that leads waits for the ledger: then the ledger does not wait for it. */
  get waitsForLedger(): boolean {
    return this.#first === "waiting";
  }

  get #isLed(): boolean {
    return this.#first === "waiting" || this.#first === "drawing";
  }

  /** The figure that leads is drawn: once it is painted and the browser has time, what waited for it runs. */
  release(): void {
    if (!this.#isLed) return;
    afterPaint(async () => {
      await idle();
      this.#first = "painted";
      runEach(this.#held.splice(0));
      this.#mark();
    });
  }

  /** Runs now, or where a figure leads that is not painted yet, after it. */
  afterFirst(run: () => void): void {
    if (this.#isLed) this.#held.push(run);
    else run();
  }

  /**
   * Runs what is out of sight once what is in sight is painted, what is near the window first; asked for several times
   * meanwhile, once.
   */
  later(run: () => void, isNear = false): void {
    this.#waiting.add(run, isNear);
    const { dataset } = document.documentElement;
    if ("pending" in dataset) return;
    dataset.pending = "";
    afterPaint(async () => {
      await this.#waiting.run();
      delete dataset.pending;
    });
  }

  /** Calls `use` with what `laterRows` holds: now where it is here, else once it is. */
  withLaterRows<Rows>(use: (rows: Rows) => void): void {
    if (this.laterRows === null) this.#laterListeners.push(() => use(this.laterRows as Rows));
    else use(this.laterRows as Rows);
  }

  /** Calls `listener` on every change of the state, of the ledger's stage and of what is open. */
  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }

  #tell(cause: Parameters<Listener>[0]): void {
    runEach(this.#listeners.map((listener) => () => listener(cause)));
  }

  #readOverlay(): void {
    const params = new URLSearchParams(this.search);
    this.overlay = {
      rows: params.get("rows"),
      customer: params.get("customer"),
      renewals: params.get("renewals"),
      cell: params.get("cell"),
    };
    this.#fetchBehind();
  }

  #read(): void {
    this.#steps = [];
    this.state = readState(location.search, this.summary, this.choices);
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
    const { choices } = this;
    this.#steps.push(writeState(this.search, this.state, this.summary, { choices }));
    this.#tell("state");
    // A step of the history takes as long as a chart: the reader first sees what was chosen.
    afterPaint(() => this.#write());
    void this.#fetchLedgers();
  }

  /** Puts the choices made since the last frame into the address, each as a step. */
  #write(): void {
    for (const search of this.#steps.splice(0))
      history.pushState(null, "", `${location.pathname}${search}${location.hash}`);
  }

  /** Opens or closes what lies over the page; closing leaves no step behind. */
  show(overlay: Partial<Overlay>): void {
    this.overlay = { ...nothingOpen, ...overlay };
    this.#write();
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
    this.#fetchBehind();
  }

  /** Whether single renewals can be listed on this page. */
  get hasRenewalRows(): boolean {
    return this.#files.renewalRows !== undefined && this.stage !== "absent";
  }

  /** The id of a movement's contract line; empty where the movement has none. */
  lineOf(line: number | null): string {
    return line === null ? "" : (this.lines?.[line] ?? "not read");
  }

  /** Fetches what the list that is open needs and is not here yet. */
  #fetchBehind(): void {
    void this.#fetchLines();
    void this.#fetchRenewals();
    void this.#fetchHealth();
  }

  async #fetchLines(): Promise<void> {
    const { rows, customer } = this.overlay;
    if ((rows === null && customer === null) || this.lines || this.stage === "absent") return;
    try {
      this.lines = ((await this.#files.lines.json()) as LedgerLinesFile).lines;
    } catch (error) {
      this.lines = [];
      console.error(error);
    }
    this.#tell("overlay");
  }

  async #fetchHealth(): Promise<void> {
    if (this.overlay.cell === null || this.healthRows || this.stage === "absent" || !this.#files.healthRows)
      return;
    this.healthRows = (await this.#files.healthRows.json()) as Columns;
    this.#tell("overlay");
  }

  async #fetchRenewals(): Promise<void> {
    if (this.overlay.renewals === null || this.renewalRows || !this.hasRenewalRows) return;
    this.renewalRows = (await this.#files.renewalRows?.json()) as RenewalsFile;
    this.#tell("overlay");
  }

  /** The address of this view with everything said, for sending. */
  link(): string {
    const options = { choices: this.choices, isPinned: true };
    return `${location.origin}${location.pathname}${writeState(this.search, this.state, this.summary, options)}`;
  }

  /** What another page's address needs to show the same selection. */
  shared(): string {
    return sharedSearch(writeState(this.search, this.state, this.summary));
  }

  /** Once the first view is painted: fetches the ledger it shows, and from then on each one when it is first shown. */
  async load(): Promise<void> {
    this.#isPainted = true;
    await this.#fetchLedgers();
    if (this.#files.laterRows) {
      this.laterRows = await this.#files.laterRows.json();
      runEach(this.#laterListeners.splice(0));
      this.#tell("ledger");
      this.#tell("overlay");
    }
    if (this.stage === "absent") {
      this.#tell("ledger");
      this.#tell("overlay");
    }
    this.#mark();
  }

  /** Something in sight shows both ledgers side by side: the other one is fetched too. */
  showBoth(): void {
    this.#isOfBoth = true;
    void this.#fetchLedgers();
  }

  /** The ledgers this view shows: that of its basis; by a cut the live one too, for who pays. */
  #wanted(): Basis[] {
    const { basis, cut, only } = this.state;
    if (this.#isOfBoth) return [basis, ...basesOf(this.summary).filter((other) => other !== basis)];
    return (cut !== null || only.length > 0) && basis !== "live" ? [basis, "live"] : [basis];
  }

  async #fetchLedgers(): Promise<void> {
    if (!this.#isPainted || this.summary.ledger?.is_shipped === false) return;
    this.#mark();
    const chosen = this.#fetchChosen();
    for (const basis of this.#wanted()) {
      if (this.#stages.has(basis)) continue;
      this.#stages.set(basis, "waiting");
      await this.#open(basis);
    }
    await chosen;
    this.#mark();
  }

  get #areChosenRowsHere(): boolean {
    const { cut, only } = this.state;
    return (cut === null && only.length === 0) || this.chosenRows !== null || !this.#files.chosenRows;
  }

  async #fetchChosen(): Promise<void> {
    if (this.#areChosenRowsHere) return;
    this.#chosen ??= this.#files.chosenRows?.json() ?? null;
    const rows = await this.#chosen;
    if (this.chosenRows !== null) return;
    this.chosenRows = rows;
    this.#tell("ledger");
    this.#tell("overlay");
  }

  /** Reads and opens a ledger; the page then redraws what waits for it. */
  async #open(basis: Basis): Promise<void> {
    try {
      const [file, { openLedger }] = await Promise.all([
        this.#files[basis].json(),
        // The larger of the two goes first.
        idle().then(() => import("./open-ledger-module.ts")),
      ]);
      const ledger = openLedger(file as LedgerFile);
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
    const areLedgersHere =
      this.stage === "absent" ||
      (this.#areChosenRowsHere &&
        this.#wanted().every((basis) => (this.#stages.get(basis) ?? "waiting") !== "waiting"));
    const areRowsHere = this.#files.laterRows === undefined || this.laterRows !== null;
    if (areLedgersHere && areRowsHere && !this.#isLed) document.documentElement.dataset.ledger = this.stage;
    else delete document.documentElement.dataset.ledger;
  }
}
