import { readFileSync, writeFileSync } from "node:fs";
import { transform } from "esbuild";

/**
 * A tsup plugin that makes the CommonJS files out of the ESM ones, chunk by chunk, so that both formats share their code
 * alike. tsup's own splitting for CommonJS rewrites the syntax to that of 2019: classes lose their names, and every `??`
 * and `?.` of a loop makes a closure.
 *
 * What a module names by `import.meta.url`, such as the file of a worker, is found beside the CommonJS file.
 */
export function commonJs() {
  return {
    name: "commonjs",
    async buildEnd({ writtenFiles }) {
      for (const { name } of writtenFiles.filter((file) => file.name.endsWith(".mjs"))) {
        const module = readFileSync(name, "utf8");
        const { code } = await transform(module, {
          format: "cjs",
          platform: "node",
          target: "es2022",
          define: { "import.meta.url": "MODULE_URL" },
          banner: module.includes("import.meta.url") ? `"use strict";\n${MODULE_URL}` : '"use strict";',
        });
        const neighbours = code.replace(/((?:require|new URL)\("\.[^"]*)\.mjs"/g, '$1.js"');
        writeFileSync(name.replace(/\.mjs$/, ".js"), neighbours);
      }
    },
  };
}

const MODULE_URL = 'const MODULE_URL = require("node:url").pathToFileURL(__filename).href;';
