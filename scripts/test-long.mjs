// The property tests with many more runs. FC_RUNS says how many, FC_SEED repeats a run; the seed is printed.
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";

const { FC_RUNS = "1000", FC_SEED = String(randomInt(2 ** 31)) } = process.env;
console.log(
  `Property tests with ${FC_RUNS} runs each; to repeat them: FC_RUNS=${FC_RUNS} FC_SEED=${FC_SEED} npm run test:long`,
);
const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, "run", "--project", "property", ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, FC_RUNS, FC_SEED },
});
process.exitCode = status ?? 1;
