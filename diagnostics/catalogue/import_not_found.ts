import { defineDiagnostic } from "../define.ts";
import { importedBlock, sampleImport } from "./sample-specs.ts";

interface About {
  /** As it is written. */
  readonly path: string;
  /** From the project's root. */
  readonly file: string;
  /** Where there is one that is not read. */
  readonly refusal: "no plain file" | "too large" | undefined;
  readonly nearest: string | undefined;
}

export const import_not_found = defineDiagnostic<About>({
  name: "import_not_found",
  severity: "error",
  message: ({ path, file, refusal }) =>
    refusal === undefined
      ? `there is no file \`${path}\`, which is ${file} in the project`
      : `\`${path}\` is ${refusal === "too large" ? "larger than any spec" : refusal}, and so not imported`,
  help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean "${nearest}"?`),
  why: "The path of an import counts from the file that it stands in. What is not there can't be brought in.",
  fix: "Correct the path. It begins with `./` for the file's own folder, with `../` for the one above.",
  bad: sampleImport("Wide", "./blocks/wid.kpnet"),
  good: sampleImport("Wide", "./blocks/wide.kpnet"),
  files: importedBlock,
});
