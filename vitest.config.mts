import { defineConfig } from "vitest/config";

const shared = { isolate: false, setupFiles: ["test/setup.ts"] };

export default defineConfig({
  test: {
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/**/index.ts"],
    },
    projects: [
      { test: { ...shared, name: "unit", include: ["test/{unit,golden,docs,package}/**/*.test.ts"], testTimeout: 60_000 } },
      { test: { ...shared, name: "property", include: ["test/property/**/*.test.ts"], testTimeout: 120_000 } },
      {
        test: {
          name: "types",
          include: ["test/types/**/*.test-d.ts"],
          typecheck: { enabled: true, only: true, tsconfig: "./tsconfig.json" },
        },
      },
    ],
  },
});
