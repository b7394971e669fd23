import { defineDiagnostic } from "../define.ts";
import { importedBlock, sampleImport } from "./sample-specs.ts";

export const circular_import = defineDiagnostic<{ readonly path: string }>({
  name: "circular_import",
  severity: "error",
  message: ({ path }) => `\`${path}\` leads back to this file by its own imports`,
  why: "Files that import each other can't be read, moved or understood one by one.",
  fix: "Move what both need into a third file, and import that.",
  bad: sampleImport("Wide", "./blocks/circle.kpnet"),
  good: sampleImport("Wide", "./blocks/wide.kpnet"),
  files: {
    ...importedBlock,
    "blocks/circle.kpnet": `import { Tiny } from "../spec.kpnet"\n${importedBlock["blocks/wide.kpnet"]}`,
  },
});
