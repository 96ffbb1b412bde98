/** One element of a JSON list; `bytes` are only valid during the call that hands them over. */
export interface ScannedElement {
  /** Physical line its first byte stands on, 1-based. */
  line: number;
  bytes: Buffer;
}

const LF = 10;
const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;

/**
 * How many elements does a JSON list have, and where does each stand?
 *
 * Follows brackets, braces and quotes only, so it counts without parsing. Feed it chunks with `push`, then look
 * at `elements` and `closed`. Source: RFC 8259, https://www.rfc-editor.org/rfc/rfc8259
 */
export class JsonListScanner {
  elements = 0;
  /** The list's closing bracket was seen and nothing but space came after it. */
  closed = false;
  /** Physical line reached so far, 1-based. */
  line = 1;
  private depth = 0;
  private inText = false;
  private escaped = false;
  private inElement = false;
  private parts: Buffer[] = [];
  private startLine = 1;
  private readonly onElement: ((element: ScannedElement) => void) | null;

  constructor(onElement?: (element: ScannedElement) => void) {
    this.onElement = onElement ?? null;
  }

  push(chunk: Buffer): void {
    let start = this.inElement ? 0 : -1;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === LF) this.line += 1;
      if (this.inText) {
        if (this.escaped) this.escaped = false;
        else if (byte === BACKSLASH) this.escaped = true;
        else if (byte === QUOTE) this.inText = false;
        continue;
      }
      if (byte <= 32 || (this.depth === 0 && byte >= 0xbb)) continue;
      const closes = byte === 93 || byte === 125;
      if (this.depth === 1 && (byte === COMMA || closes)) {
        this.finish(start < 0 ? null : chunk.subarray(start, at));
        start = -1;
      } else if (this.depth === 1 && !this.inElement) {
        this.inElement = true;
        this.startLine = this.line;
        start = at;
      }
      if (byte === QUOTE) this.inText = true;
      else if (byte === 91 || byte === 123) this.depth += 1;
      else if (closes) this.depth -= 1;
      this.closed = closes ? this.depth === 0 : this.closed && this.depth > 0;
    }
    if (this.inElement && start >= 0 && this.onElement !== null)
      this.parts.push(Buffer.from(chunk.subarray(start)));
  }

  private finish(tail: Buffer | null): void {
    if (!this.inElement) return;
    this.inElement = false;
    this.elements += 1;
    if (this.onElement === null) return;
    const bytes = Buffer.concat(tail === null ? this.parts : [...this.parts, tail]);
    this.parts = [];
    this.onElement({ line: this.startLine, bytes });
  }
}
