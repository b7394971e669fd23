import { defineDiagnostic } from "../define.ts";
import { importedBlock, sampleImport } from "./sample-specs.ts";

export const unknown_import = defineDiagnostic<{ readonly name: string; readonly nearest: string | undefined }>({
  name: "unknown_import",
  severity: "error",
  message: ({ name }) => `the imported file declares no \`${name}\``,
  help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
  why: "An import brings in what the other file itself declares. What that one imports has to be imported from where it stands.",
  fix: "Correct the name, or import it from the file that declares it.",
  bad: sampleImport("Wider", "./blocks/wide.kpnet"),
  good: sampleImport("Wide", "./blocks/wide.kpnet"),
  files: importedBlock,
});
