import { isUtf8 } from "node:buffer";

/** Why a record of a text file cannot be taken apart. */
export type RecordFault =
  | "too few fields"
  | "too many fields"
  | "a quote that is not closed"
  | "text after a closing quote"
  | "a carriage return outside quotes"
  | "more than 2,000,000 bytes"
  | "bytes that are not UTF-8";

/** One record of a text file; `bytes` are only valid during the call that hands them over. */
export interface ScannedRecord {
  /** Physical line its first byte stands on, 1-based. */
  line: number;
  /** Its bytes without the line end. */
  bytes: Buffer;
  fault: RecordFault | null;
}

export interface RecordScannerOptions {
  /** The field delimiter's byte; null: quotes mean nothing and a record is a line (JSON lines). */
  delimiter: number | null;
  /** How many fields a record must have; null: fields are not counted. */
  fields?: number | null;
  /** Called for every record in file order, with faults looked for; without it records are only counted. */
  onRecord?: (record: ScannedRecord) => void;
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const LONGEST = 2_000_000;

/**
 * How many records does a text file have, and where does each stand?
 *
 * Splits bytes at line ends outside quotes, by the rules of RFC 4180: a quote opens a field only at its start
 * (spaces may come first), a doubled quote stands for itself, other quotes are plain text. Lines of nothing but
 * spaces are no records. A record that breaks these rules is its first physical line; reading goes on after it.
 * Feed it chunks with `push`, then call `end`. Source: RFC 4180, https://www.rfc-editor.org/rfc/rfc4180
 */
export class RecordScanner {
  /** Records seen so far, the header included. */
  records = 0;
  /** A lone carriage return outside quotes, or line ends of both kinds: parsers disagree on these. */
  irregular = false;
  /** Physical line of the first NUL byte, or null. */
  nulLine: number | null = null;
  private line = 1;
  private rest: Buffer = Buffer.alloc(0);
  private lineEnds: "LF" | "CRLF" | null = null;
  private readonly delimiter: number | null;
  private readonly fields: number | null;
  private readonly onRecord: ((record: ScannedRecord) => void) | null;

  constructor({ delimiter, fields = null, onRecord }: RecordScannerOptions) {
    this.delimiter = delimiter;
    this.fields = fields;
    this.onRecord = onRecord ?? null;
  }

  /** Physical lines seen so far. */
  get lines(): number {
    return this.line - 1;
  }

  push(chunk: Buffer): void {
    const buffer = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    this.rest = buffer.subarray(this.consume(buffer, false));
  }

  end(): void {
    this.consume(this.rest, true);
    this.rest = Buffer.alloc(0);
  }

  /** Takes as many whole records as the buffer holds; returns where the first unfinished one starts. */
  private consume(buffer: Buffer, last: boolean): number {
    const nul = this.nulLine === null ? buffer.indexOf(0) : -1;
    let quote = this.delimiter === null ? -1 : buffer.indexOf(QUOTE);
    let carriage = buffer.indexOf(CR);
    let at = 0;
    while (at < buffer.length) {
      const newline = buffer.indexOf(LF, at);
      if (newline < 0 && !last && buffer.length - at <= 16 * LONGEST) break;
      const lineEnd = newline < 0 ? buffer.length : newline;
      if (quote >= 0 && quote < at) quote = buffer.indexOf(QUOTE, at);
      if (carriage >= 0 && carriage < at) carriage = buffer.indexOf(CR, at);
      let end = lineEnd;
      let fault: RecordFault | null = null;
      if (quote >= 0 && quote < lineEnd) {
        const scanned = this.scanQuoted(buffer, at, last);
        if (scanned === "unfinished" && buffer.length - at <= LONGEST) break;
        if (typeof scanned === "number") end = scanned;
        else fault = scanned === "unfinished" ? "a quote that is not closed" : scanned;
      } else if (carriage >= 0 && carriage < lineEnd - 1 && this.delimiter !== null) {
        fault = "a carriage return outside quotes";
      }
      if (nul >= at && nul <= end && this.nulLine === null)
        this.nulLine = this.line + newlinesIn(buffer, at, nul);
      this.take(buffer, at, end, fault);
      this.line += end === lineEnd ? 1 : newlinesIn(buffer, at, end) + 1;
      at = end + 1;
    }
    return Math.min(at, buffer.length);
  }

  private take(buffer: Buffer, start: number, end: number, fault: RecordFault | null): void {
    const crlf = end > start && buffer[end - 1] === CR;
    const stop = crlf ? end - 1 : end;
    if (end < buffer.length) {
      const kind = crlf ? "CRLF" : "LF";
      if (this.lineEnds === null) this.lineEnds = kind;
      else if (this.lineEnds !== kind) this.irregular = true;
    }
    if (isBlank(buffer, start, stop)) return;
    this.records += 1;
    if (fault === "a carriage return outside quotes") this.irregular = true;
    if (this.onRecord === null) return;
    const bytes = buffer.subarray(start, stop);
    this.onRecord({ line: this.line, bytes, fault: fault ?? this.faultOf(bytes) });
  }

  private faultOf(bytes: Buffer): RecordFault | null {
    if (bytes.length > LONGEST) return "more than 2,000,000 bytes";
    if (!isUtf8(bytes)) return "bytes that are not UTF-8";
    if (this.fields === null || this.delimiter === null) return null;
    const count = countFields(bytes, this.delimiter);
    if (count < this.fields) return "too few fields";
    const trailing = count === this.fields + 1 && bytes[bytes.length - 1] === this.delimiter;
    return count > this.fields && !trailing ? "too many fields" : null;
  }

  /** Where the line end of a record with quotes stands; a fault when it breaks the rules. */
  private scanQuoted(buffer: Buffer, start: number, last: boolean): number | RecordFault | "unfinished" {
    const delimiter = this.delimiter ?? -1;
    let at = start;
    for (;;) {
      while (buffer[at] === SPACE && delimiter !== SPACE) at++;
      if (buffer[at] === QUOTE) {
        at = closingQuote(buffer, at + 1);
        if (at < 0) return last ? "a quote that is not closed" : "unfinished";
        at++;
        while (buffer[at] === SPACE && delimiter !== SPACE) at++;
        if (buffer[at] === CR) at++;
        const after = buffer[at];
        if (after !== undefined && after !== LF && after !== delimiter) return "text after a closing quote";
      } else {
        while (at < buffer.length && buffer[at] !== delimiter && buffer[at] !== LF) {
          if (buffer[at] === CR && at + 1 < buffer.length && buffer[at + 1] !== LF) {
            return "a carriage return outside quotes";
          }
          at++;
        }
      }
      if (at >= buffer.length) return last ? buffer.length : "unfinished";
      if (buffer[at] === LF) return at;
      at++;
    }
  }
}

/** Where the quote that closes a field stands, -1 when the bytes end first. */
function closingQuote(buffer: Buffer, from: number): number {
  let at = buffer.indexOf(QUOTE, from);
  while (at >= 0 && buffer[at + 1] === QUOTE) at = buffer.indexOf(QUOTE, at + 2);
  return at;
}

function countFields(bytes: Buffer, delimiter: number): number {
  let count = 1;
  let at = 0;
  for (;;) {
    while (bytes[at] === SPACE && delimiter !== SPACE) at++;
    if (bytes[at] === QUOTE) {
      const close = closingQuote(bytes, at + 1);
      if (close < 0) return count;
      at = close;
    }
    at = bytes.indexOf(delimiter, at);
    if (at < 0) return count;
    count += 1;
    at += 1;
  }
}

function isBlank(buffer: Buffer, start: number, stop: number): boolean {
  let at = start;
  while (at < stop && buffer[at] === SPACE) at++;
  return at >= stop;
}

function newlinesIn(buffer: Buffer, start: number, end: number): number {
  let count = 0;
  for (let at = buffer.indexOf(LF, start); at >= 0 && at < end; at = buffer.indexOf(LF, at + 1)) count++;
  return count;
}
