import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function downloaded(): string[] {
  const roots = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), ".cache", "ms-playwright"),
    join(homedir(), "Library", "Caches", "ms-playwright"),
  ];
  return roots.flatMap((root) => {
    if (!root || !existsSync(root)) return [];
    const folders = readdirSync(root).filter((name) => name.startsWith("chromium"));
    return folders.flatMap((name) => [
      join(root, name, "chrome-linux", "chrome"),
      join(root, name, "chrome-linux", "headless_shell"),
      join(root, name, "chrome-mac", "Chromium.app", "Contents", "MacOS", "Chromium"),
    ]);
  });
}

/**
 * The Chromium to test with: TIDELINE_CHROMIUM, else one on the PATH, else one Playwright downloaded.
 *
 * @throws when there is none, saying how to get one
 */
export function findChromium(applications: readonly string[] = places): string {
  const asked = process.env.TIDELINE_CHROMIUM;
  if (asked) {
    if (existsSync(asked)) return asked;
    throw new Error(
      `findChromium: TIDELINE_CHROMIUM names no file, got ${asked}; set it to a Chromium or unset it`,
    );
  }
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const found = [...onPath, ...applications, ...downloaded()].find((path) => existsSync(path));
  if (found) return found;
  throw new Error(
    "findChromium: no Chromium on this machine, got none on the PATH; install it with the system's package manager (apt-get install chromium) or set TIDELINE_CHROMIUM",
  );
}

/** How tests start it: no sandbox, no GPU, nothing that calls home. */
export const chromiumFlags: string[] = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
