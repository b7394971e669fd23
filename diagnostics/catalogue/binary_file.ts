import { defineDiagnostic } from "../define.ts";

export const binary_file = defineDiagnostic<Record<string, never>>({
  name: "binary_file",
  severity: "error",
  message: () => "this is not a text file",
  why: "A spec is UTF-8 text. This file holds characters that no text has, so it is probably a picture, an archive, weights, or text in UTF-16.",
  fix: "Give the path of a .kpnet file. Text in UTF-16 can be saved as UTF-8 in any editor.",
  bad: "\u0000\u0001\u0002",
  good: "const rate = 1e-3\n",
});
