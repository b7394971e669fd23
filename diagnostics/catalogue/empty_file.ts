import { defineDiagnostic } from "../define.ts";

export const empty_file = defineDiagnostic<Record<string, never>>({
  name: "empty_file",
  severity: "error",
  message: () => "this file declares nothing",
  why: "A spec declares a model, the data it learns from and how it is trained. A file without a declaration was probably cut off or not saved.",
  fix: "Write a declaration, such as `model NoseNet { ... }`.",
  bad: "// nothing yet\n",
  good: "const rate = 1e-3\n",
});
