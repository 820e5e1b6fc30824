import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

// Processes, not threads: tests of the command change the folder that they are in.
const shared = { isolate: false, pool: "forks", setupFiles: ["test/setup.ts"] } as const;
const runs = Number(process.env["FC_RUNS"] ?? 100);

// By name the tests of the package would come first, and wait for it to be built while a core has nothing to do.
const ORDER = ["property", "package", "unit", "types"];

class BuildMeanwhile extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return ORDER.flatMap((name) => sorted.filter(({ project }) => project.name === name));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: BuildMeanwhile },
    // One worker less than there are cores is the default: on two cores that is no work side by side at all.
    maxWorkers: "100%",
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/**/index.ts"],
    },
    projects: [
      { test: { ...shared, name: "unit", include: ["test/{unit,golden,docs}/**/*.test.ts"], testTimeout: 60_000 } },
      {
        test: {
          ...shared,
          name: "property",
          include: ["test/property/**/*.test.ts"],
          testTimeout: 120_000 * Math.max(1, runs / 100),
        },
      },
      {
        test: {
          name: "package",
          include: ["test/package/**/*.test.ts"],
          globalSetup: ["test/package/global-setup.mjs"],
          // The first tests may have to wait for the package to be built.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
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
