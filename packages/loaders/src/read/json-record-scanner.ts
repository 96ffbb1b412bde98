/** One record of a JSON file; `bytes` are only valid during the call that hands them over. */
export interface ScannedJson {
  /** Physical line its first byte stands on, 1-based. */
  line: number;
  bytes: Buffer;
}

const LF = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
/** The first letters of true and false. */
const TRUE = 116;
const FALSE = 102;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** Keys that leave no doubt whether there are further records, with the first letter of the value that says so. */
const sureWords: ReadonlyMap<string, number> = new Map([
  ["has_more", TRUE],
  ["hasMore", TRUE],
  ["done", FALSE],
  ["end_of_stream", FALSE],
]);

/** Keys that name the next page, with the first byte of what stands there when there is one. */
const nextPages: ReadonlyMap<string, number> = new Map([
  ["next_page", QUOTE],
  ["next_offset", QUOTE],
  ["nextRecordsUrl", QUOTE],
  ["paging", OPEN_OBJECT],
]);

/** What an envelope says of records that follow, and whether by a key that leaves no doubt. */
type Said = { hasMore: boolean; isSure: boolean };

export interface JsonRecordScannerOptions {
  /** Keys under which an object that is no record itself holds a list of records: `{"data": [...]}`. */
  envelopes?: readonly string[];
  onRecord?: (record: ScannedJson) => void;
}

/**
 * How many records does a JSON file have, and where does each stand, however it is wrapped?
 *
 * Records are objects one after another, elements of lists, and elements of the lists that envelopes hold; lists and
 * envelopes may follow one another, and lists may hold envelopes. Follows brackets, braces and quotes only, so it counts
 * without parsing. Feed it chunks with `push`, then look at `records` and `closed`.
 * Source: RFC 8259, https://www.rfc-editor.org/rfc/rfc8259
 */
export class JsonRecordScanner {
  records = 0;
  /** Envelopes opened so far. */
  envelopesSeen = 0;
  /** Lists of records opened so far that are in nothing else. */
  listsSeen = 0;
  /** Physical line reached so far, 1-based. */
  line = 1;
  /** What is open around the place reached that is no record: lists of records, and envelopes. */
  private readonly around: ("list" | "envelope")[] = [];
  /** Brackets open within the record, or within a value of an envelope that is passed over. */
  private depth = 0;
  private inRecord = false;
  private inText = false;
  private escaped = false;
  /** Text read last at depth 1 of a record or in an envelope, and whether a colon came after it. */
  private text: number[] = [];
  private key = "";
  /** In an envelope: the key whose value is open. */
  private outer = "";
  private isValue = false;
  /** Whether there is more, by what stands at the top of a record, which may turn out to be an envelope; and of the last one. */
  private said: Said = { hasMore: false, isSure: false };
  private last: Said = this.said;
  private parts: Buffer[] = [];
  private startLine = 1;
  private readonly envelopes: ReadonlySet<string>;
  private readonly onRecord: ((record: ScannedJson) => void) | null;

  constructor({ envelopes = [], onRecord }: JsonRecordScannerOptions = {}) {
    this.envelopes = new Set(envelopes);
    this.onRecord = onRecord ?? null;
  }

  /**
   * The last envelope says that there are further records: `has_more` is true, `done` or `end_of_stream` false, or, where
   * it has none of them, the place of the next page is given (`next_page`, `next_offset` a text, `paging` an object).
   */
  get hasMore(): boolean {
    return this.last.hasMore;
  }

  /** Nothing is open. */
  get closed(): boolean {
    return this.around.length === 0 && !this.inRecord && !this.inText;
  }

  push(chunk: Buffer): void {
    let start = this.inRecord ? 0 : -1;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === LF) this.line += 1;
      if (this.inText) {
        this.takeText(byte);
        continue;
      }
      if (byte <= 32 || (byte >= 0xbb && !this.inRecord)) {
        if (this.inRecord && this.depth === 0 && byte === LF) start = this.finish(chunk, start, at);
        continue;
      }
      if (byte === QUOTE) {
        this.inText = true;
        this.text = [];
      }
      if (this.inRecord) {
        start = this.within(chunk, start, at, byte);
      } else start = this.between(at, byte);
    }
    if (this.inRecord && start >= 0 && this.onRecord !== null)
      this.parts.push(Buffer.from(chunk.subarray(start)));
  }

  /** The last bytes were pushed: a record that only the end of the file closes is one too. */
  end(): void {
    if (this.inRecord && this.depth === 0 && !this.inText) this.finish(Buffer.alloc(0), 0, 0);
  }

  private takeText(byte: number): void {
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) {
      this.inText = false;
      return;
    }
    if (this.text.length < 64) this.text.push(byte);
  }

  /** A byte inside a record; returns where the record starts in the chunk, -1 when it ended. */
  private within(chunk: Buffer, start: number, at: number, byte: number): number {
    if (this.depth === 0) {
      if (byte === COMMA || byte === CLOSE_LIST) {
        this.finish(chunk, start, at);
        return this.between(at, byte);
      }
      return start;
    }
    if (this.depth === 1) {
      if (byte === COLON) {
        this.key = Buffer.from(this.text).toString("utf8");
        this.isValue = true;
        return start;
      }
      if (byte === OPEN_LIST && this.isValue && this.envelopes.has(this.key)) return this.unwrap();
      this.hear(this.said, byte);
    }
    this.isValue = false;
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.depth += 1;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      this.depth -= 1;
      if (this.depth === 0) return this.finish(chunk, start, at + 1);
    }
    return start;
  }

  /** The first byte of a value at the top of what may be an envelope: does it say that there is more? */
  private hear(said: Said, byte: number): void {
    if (!this.isValue) return;
    const sure = sureWords.get(this.key);
    if (sure !== undefined) said.hasMore = byte === sure;
    else if (nextPages.has(this.key) && !said.isSure) said.hasMore ||= byte === nextPages.get(this.key);
    said.isSure ||= sure !== undefined;
  }

  /** What seemed a record is an envelope: what stands in its list are the records. */
  private unwrap(): number {
    this.inRecord = false;
    this.depth = 0;
    this.isValue = false;
    this.parts = [];
    this.envelopesSeen += 1;
    this.last = this.said;
    this.around.push("envelope", "list");
    return -1;
  }

  /** A byte between records; returns where a record starts in the chunk, or -1. */
  private between(at: number, byte: number): number {
    const around = this.around.at(-1);
    if (around === "envelope") {
      if (this.depth <= 1 && byte === COLON) {
        const key = Buffer.from(this.text).toString("utf8");
        if (this.depth === 0) this.outer = key;
        this.key = key;
        this.isValue = true;
        return -1;
      }
      if (this.depth === 0 || this.outer === "meta") this.hear(this.last, byte);
      this.isValue = false;
      if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.depth += 1;
      else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (this.depth === 0) this.around.pop();
        else this.depth -= 1;
      }
      return -1;
    }
    if (byte === COMMA) return -1;
    if (byte === CLOSE_LIST && around === "list") {
      this.around.pop();
      return -1;
    }
    if (byte === OPEN_LIST && around !== "list") {
      this.listsSeen += 1;
      this.around.push("list");
      return -1;
    }
    this.inRecord = true;
    this.said = { hasMore: false, isSure: false };
    this.startLine = this.line;
    this.depth = byte === OPEN_OBJECT || byte === OPEN_LIST ? 1 : 0;
    this.isValue = false;
    return at;
  }

  private finish(chunk: Buffer, start: number, end: number): number {
    this.inRecord = false;
    this.records += 1;
    if (this.onRecord !== null) {
      const bytes = Buffer.concat(start < 0 ? this.parts : [...this.parts, chunk.subarray(start, end)]);
      this.parts = [];
      this.onRecord({ line: this.startLine, bytes });
    }
    return -1;
  }
}
