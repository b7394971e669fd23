import { defineDiagnostic } from "../define.ts";
import { importedBlock, sampleImport } from "./sample-specs.ts";

export const empty_import = defineDiagnostic<object>({
  name: "empty_import",
  severity: "error",
  message: () => "this import brings in nothing",
  why: "An import says which names it brings in, so that a reader knows where each name is from.",
  fix: "Name what is needed: `import { Wide } from ...`. Or take the line out.",
  bad: `import { } from "./blocks/wide.kpnet"\n${sampleImport("Wide", "./blocks/wide.kpnet")}`,
  good: sampleImport("Wide", "./blocks/wide.kpnet"),
  files: importedBlock,
});
