import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** An esbuild plugin that writes the notices of the packages that a bundle holds, and fails where one has no licence. */
export function thirdParty(file) {
  return {
    name: "third-party",
    setup(build) {
      build.initialOptions.metafile = true;
      build.onEnd((result) => {
        if (result.errors.length > 0 || result.metafile === undefined) return;
        const inputs = Object.keys(result.metafile.inputs);
        const roots = inputs.map((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
        const notices = [...new Set(roots.filter((root) => root !== undefined))].sort().map(noticeOf);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, `${[HEAD, ...notices].join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
      });
    },
  };
}

const HEAD = "The rfm-kit command (dist/cli.js) includes the following software. The library includes none.";

function noticeOf(root) {
  const { name, version, license, homepage } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const file = readdirSync(root).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  if (file === undefined || !existsSync(join(root, file)))
    throw new Error(`${name} is bundled but has no licence file`);
  return `${name} ${version} (${license}) ${homepage ?? ""}\n\n${readFileSync(join(root, file), "utf8").trim()}`;
}
