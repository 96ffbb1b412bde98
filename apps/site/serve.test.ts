import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Served, serve } from "./serve.ts";

let root: string;
let dir: string;
let served: Served;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "serve-"));
  dir = join(root, "site");
  await mkdir(join(dir, "_file"), { recursive: true });
  await mkdir(join(dir, "empty"));
  await writeFile(join(root, "secret.txt"), "not for the web");
  await symlink(join(root, "secret.txt"), join(dir, "link.txt"));
  await writeFile(join(dir, "index.html"), `<p>${"hello ".repeat(400)}</p>`);
  await writeFile(join(dir, "churn.html"), "churn");
  await writeFile(join(dir, "404.html"), "nothing here");
  await writeFile(join(dir, "_file", "data.0123abcd.json"), "{}");
  served = await serve({ dir, port: 0 });
});

afterAll(async () => {
  await served.close();
  await rm(root, { recursive: true });
});

const get = (path: string, init: RequestInit = {}) => fetch(served.url + path, init);

/** A request as it is written, without what a URL parser would tidy up. */
function raw(path: string): Promise<string> {
  return new Promise((done, fail) => {
    const { hostname, port } = new URL(served.url);
    const socket = createConnection({ host: hostname, port: Number(port) }, () => {
      socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    });
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("end", () => done(text));
    socket.on("error", fail);
  });
}

describe("files", () => {
  test.each([
    ["", 200, "text/html; charset=utf-8"],
    ["index.html?by=year#x", 200, "text/html; charset=utf-8"],
    ["churn", 200, "text/html; charset=utf-8"],
    ["_file/data.0123abcd.json", 200, "application/json; charset=utf-8"],
    ["nope", 404, "text/html; charset=utf-8"],
    ["empty", 404, "text/html; charset=utf-8"],
    ["%E0%A4%A", 404, "text/html; charset=utf-8"],
  ])("/%s is %d %s", async (path, status, type) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("a page that is missing says so in the site's own words", async () => {
    expect(await (await get("nope")).text()).toBe("nothing here");
  });

  test("HEAD has the headers and no body", async () => {
    const response = await get("churn", { method: "HEAD" });
    expect([response.status, response.headers.get("content-length"), await response.text()]).toEqual([
      200,
      "5",
      "",
    ]);
  });

  test.each(["POST", "PUT", "DELETE"])("%s is refused in words", async (method) => {
    const response = await get("", { method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    expect(await response.text()).toBe(`405: only GET and HEAD are answered, got ${method}\n`);
  });
});

describe("nothing outside the folder", () => {
  test.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/_file/../../secret.txt",
    "/link.txt",
    "/%00",
    "//secret.txt",
  ])("%s", async (path) => {
    const answer = await raw(path);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).not.toContain("not for the web");
  });
});

describe("weight", () => {
  test("text is packed where the browser takes it", async () => {
    const response = await get("", { headers: { "accept-encoding": "gzip" } });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(Number(response.headers.get("content-length"))).toBeLessThan(200);
    expect(await response.text()).toContain("hello hello");
    const plain = await raw("/");
    expect(plain).not.toMatch(/content-encoding/i);
    expect(() => gunzipSync(Buffer.from(plain))).toThrow();
  });

  test("a known page is not sent again; a name with a hash is kept for a year", async () => {
    const first = await get("churn");
    expect(first.headers.get("cache-control")).toBe("no-cache");
    const again = await get("churn", { headers: { "if-none-match": first.headers.get("etag") ?? "" } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    const hashed = await get("_file/data.0123abcd.json");
    expect(hashed.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });
});

describe("ports and folders", () => {
  test("only this machine is answered by default", () =>
    expect(new URL(served.url).hostname).toBe("127.0.0.1"));

  test("a port in use means the next free one", async () => {
    const taken = Number(new URL(served.url).port);
    const next = await serve({ dir, port: taken });
    expect(Number(new URL(next.url).port)).toBeGreaterThan(taken);
    await next.close();
  });

  test("a folder that is not there", async () => {
    await expect(serve({ dir: join(root, "gone"), port: 0 })).rejects.toThrow(
      `serve: no such folder, got ${join(root, "gone")}; build the site first`,
    );
  });

  test("a host that is not ours", async () => {
    await expect(serve({ dir, port: 0, host: "203.0.113.1" })).rejects.toThrow(
      /^serve: cannot listen on 203\.0\.113\.1 port 0, got E/,
    );
  });
});
