import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const compress = promisify(gzip);

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".parquet": "application/vnd.apache.parquet",
};
const packed = new Set([".html", ".js", ".css", ".json", ".svg", ".csv", ".txt"]);

/** What to serve and where; without `port` 3000 or the next free one, without `host` only this machine. */
export interface ServeOptions {
  dir: string;
  port?: number;
  host?: string;
}

/** A running server: its address and how to end it. */
export interface Served {
  url: string;
  close: () => Promise<void>;
}

interface Answer {
  bytes: Buffer;
  zipped: Buffer | null;
  type: string;
  tag: string;
  isHashed: boolean;
}

async function findFile(dir: string, pathname: string): Promise<string | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded.includes("\0")) return null;
  const path = resolve(dir, `.${decoded.endsWith("/") ? `${decoded}index.html` : decoded}`);
  for (const candidate of [path, `${path}.html`]) {
    if (!candidate.startsWith(dir + sep)) return null;
    const real = await realpath(candidate).catch(() => null);
    if (!real?.startsWith(dir + sep)) continue;
    if ((await stat(real)).isFile()) return real;
  }
  return null;
}

async function readAnswer(file: string): Promise<Answer> {
  const bytes = await readFile(file);
  const ending = extname(file);
  return {
    bytes,
    zipped: packed.has(ending) && bytes.length > 1000 ? await compress(bytes, { level: 9 }) : null,
    type: types[ending] ?? "application/octet-stream",
    tag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`,
    isHashed: /\.[0-9a-f]{8}\.\w+$/.test(file),
  };
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

async function answer(
  dir: string,
  kept: Map<string, Answer>,
  request: IncomingMessage,
  response: ServerResponse,
) {
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "no-referrer");
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    return plain(response, 405, `405: only GET and HEAD are answered, got ${request.method}`);
  }
  const pathname = (request.url ?? "/").replace(/[?#].*$/s, "");
  const found = await findFile(dir, pathname);
  const file = found ?? (await findFile(dir, "/404.html"));
  if (!file) return plain(response, 404, "404: no such page");
  const { mtimeMs, size } = await stat(file);
  const key = `${file} ${mtimeMs} ${size}`;
  const known = kept.get(key) ?? (await readAnswer(file));
  if (known.isHashed) kept.set(key, known);
  response.setHeader("content-type", known.type);
  response.setHeader("vary", "accept-encoding");
  response.setHeader("etag", known.tag);
  response.setHeader(
    "cache-control",
    known.isHashed && found ? "public, max-age=31536000, immutable" : "no-cache",
  );
  if (found && request.headers["if-none-match"]?.split(/,\s*/).includes(known.tag)) {
    response.writeHead(304).end();
    return;
  }
  const takesGzip = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  const body = takesGzip && known.zipped ? known.zipped : known.bytes;
  if (body === known.zipped) response.setHeader("content-encoding", "gzip");
  response.setHeader("content-length", body.length);
  response.writeHead(found ? 200 : 404).end(request.method === "HEAD" ? undefined : body);
}

/**
 * Serves a folder of static files: gzip, entity tags, a year of caching for names that carry a hash, 404 and 405 in
 * words, nothing outside the folder. Loopback unless `host` says otherwise. A port in use means the next free one, up
 * to twenty on; port 0 means any.
 *
 * @throws when the folder does not exist or no port is free
 */
export async function serve({ dir, port = 3000, host = "127.0.0.1" }: ServeOptions): Promise<Served> {
  const root = await realpath(dir).catch(() => {
    throw new Error(`serve: no such folder, got ${dir}; build the site first`);
  });
  const kept = new Map<string, Answer>();
  const server = createServer((request, response) => {
    answer(root, kept, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else plain(response, 500, "500: the file could not be read; is a build replacing it?");
    });
  });
  const listen = (tried: number) =>
    new Promise<void>((done, fail) => {
      server.once("error", fail);
      server.listen(tried, host, () => {
        server.off("error", fail);
        done();
      });
    });
  const last = port === 0 ? 0 : port + 20;
  for (let tried = port; ; tried += 1) {
    try {
      await listen(tried);
      break;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EADDRINUSE" || tried >= last) {
        throw new Error(
          `serve: cannot listen on ${host} port ${tried}, got ${code}; choose another with --port`,
        );
      }
    }
  }
  const address = server.address() as AddressInfo;
  const shown = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${shown}:${address.port}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { url } = await serve({ dir: process.argv[2] ?? join(import.meta.dirname, "dist") });
  process.stdout.write(`${url}\n`);
}
