// Compares the built declarations of every entry point with the report in etc/; `--update` writes the reports anew.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";
import { entries } from "./entries.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const update = process.argv.includes("--update");
const configFile = join(root, "etc", "api-extractor.json");
let failed = false;

const reports = Object.keys(entries()).map((entry) => {
  const report = entry === "index" ? "rfm-kit.api.md" : `rfm-kit-${entry.slice(0, -"/index".length)}.api.md`;
  const declarations = join(root, "dist", `${entry}.d.ts`);
  if (!existsSync(declarations)) {
    console.error(`dist/${entry}.d.ts is not there: run "npm run build" first`);
    process.exit(1);
  }
  const configObject = ExtractorConfig.loadFile(configFile);
  configObject.mainEntryPointFilePath = declarations;
  configObject.apiReport.reportFileName = report;
  const extractorConfig = ExtractorConfig.prepare({
    configObject,
    configObjectFullPath: configFile,
    packageJsonFullPath: join(root, "package.json"),
  });
  const result = Extractor.invoke(extractorConfig, { localBuild: update });
  if (!result.succeeded) {
    failed = true;
    if (result.apiReportChanged) {
      const paths = [join(root, "etc", report), join(root, "temp", report)];
      spawnSync("git", ["--no-pager", "diff", "--no-index", "--no-color", ...paths], { stdio: "inherit" });
      console.error(`etc/${report} differs from what was built; if that is meant: npm run api:update`);
    }
  }
  return report;
});

for (const file of readdirSync(join(root, "etc")).filter((name) => name.endsWith(".api.md"))) {
  if (reports.includes(file)) continue;
  console.error(`etc/${file} belongs to no entry point of package.json: delete it`);
  failed = true;
}
process.exitCode = failed ? 1 : 0;
