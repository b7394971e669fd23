import { defineDiagnostic } from "../define.ts";
import { importedBlock, sampleImport } from "./sample-specs.ts";

export const import_outside = defineDiagnostic<{ readonly path: string }>({
  name: "import_outside",
  severity: "error",
  message: ({ path }) => `\`${path}\` leads out of the project`,
  why: "A spec is reviewed, hashed and copied with all that it imports. What lies outside of the project would be missing elsewhere.",
  fix: "Copy the file into the project. Paths count from the file that they stand in, and have `/` between folders.",
  bad: sampleImport("Wide", "../wide.kpnet"),
  good: sampleImport("Wide", "./blocks/wide.kpnet"),
  files: importedBlock,
});
