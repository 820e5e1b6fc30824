import { entries } from "./scripts/entries.mjs";

export default {
  entryPoints: Object.values(entries()),
  tsconfig: "tsconfig.json",
  out: "docs/reference",
  name: "rfm-kit",
  // Links into the source would need an address to point at.
  disableSources: true,
  readme: "none",
  excludeInternal: true,
  treatWarningsAsErrors: true,
  validation: { notExported: true, invalidLink: true, notDocumented: true },
  requiredToBeDocumented: ["Class", "Function", "Interface", "TypeAlias", "Variable", "Enum", "Property", "Method"],
};
