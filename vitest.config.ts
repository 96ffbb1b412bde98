import { defineConfig } from "vitest/config";

process.env.TZ = "UTC";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{packages,apps,data,scripts}/**/*.test.ts"],
          exclude: ["**/*.browser.test.ts", "**/node_modules/**"],
          testTimeout: 120_000,
          // Vitest leaves one core free, which of two is half the machine.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "browser",
          include: ["{packages,apps,data,scripts}/**/*.browser.test.ts"],
          exclude: ["**/node_modules/**"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
          globalSetup: ["apps/site/test/shared-sites.ts"],
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
