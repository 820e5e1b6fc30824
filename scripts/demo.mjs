import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

// The main job from end to end, with nothing but Node: made-up orders in, segmented customers and a model out.
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
mkdirSync("demo", { recursive: true });

// The command alone, as the build makes it but without declarations: a fraction of a second.
buildSync({
  entryPoints: ["src/cli/main.ts"],
  outfile: "dist/cli.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  logLevel: "warning",
});

const columns = "--customer customer_id --date order_date --amount amount --order order_id";
run("simulate --customers 2000 --seed 1 --out demo/orders.csv");
run(`segment demo/orders.csv ${columns} --out demo/customers.csv --save-model demo/model.json`);

const head = readFileSync("demo/customers.csv", "utf8").split("\n").slice(0, 4).join("\n  ");
console.log(`
demo/customers.csv has every customer with values, scores and segment:

  ${head}

demo/model.json has the scale, so that other orders can be scored on it. Try next:

  node dist/cli.js segment demo/orders.csv ${columns} --model demo/model.json --as-of 2025-06-30
      the same customers half a year earlier, on the same scale
  node dist/cli.js segment demo/orders.csv ${columns} --window 365 --bins 3 --segments none
      the last year only, three scores, no segments
  node dist/cli.js segment YOUR.csv --customer COL --date COL --amount COL --out customers.csv
      your own orders; node dist/cli.js segment --help has all the flags
`);

/** Runs the command as a user would, and shows what was run. */
function run(args) {
  console.log(`\n$ node dist/cli.js ${args}\n`);
  const { status } = spawnSync(process.execPath, ["dist/cli.js", ...args.split(" ")], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
