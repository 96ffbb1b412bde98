// Does the lock file list every platform's optional package? npm once wrote only those of the machine it ran on,
// and `npm ci` then fails everywhere else. Prints what is missing and ends with 1.
import { readFileSync } from "node:fs";

const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
const paths = Object.keys(lock.packages);
const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
  Object.keys(entry.optionalDependencies ?? {})
    .filter(
      (name) =>
        !paths.some((other) => other === `node_modules/${name}` || other.endsWith(`/node_modules/${name}`)),
    )
    .map((name) => `${path || "."} asks for ${name}`),
);
if (missing.length > 0) {
  console.error(
    `package-lock.json: optional packages are missing, got\n  ${missing.join("\n  ")}\nremove node_modules and package-lock.json, then run npm install`,
  );
  process.exit(1);
}
