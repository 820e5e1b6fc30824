import { readFileSync, writeFileSync } from "node:fs";
import { transform } from "esbuild";

/**
 * A tsup plugin that makes the CommonJS files out of the ESM ones, chunk by chunk, so that both formats share their code
 * alike. tsup's own splitting for CommonJS rewrites the syntax to that of 2019: classes lose their names, and every `??`
 * and `?.` of a loop makes a closure.
 */
export function commonJs() {
  return {
    name: "commonjs",
    async buildEnd({ writtenFiles }) {
      for (const { name } of writtenFiles.filter((file) => file.name.endsWith(".mjs"))) {
        const { code } = await transform(readFileSync(name, "utf8"), {
          format: "cjs",
          platform: "node",
          target: "es2022",
          banner: '"use strict";',
        });
        writeFileSync(name.replace(/\.mjs$/, ".js"), code.replace(/(require\("\.[^"]*)\.mjs"\)/g, '$1.js")'));
      }
    },
  };
}
