import { defineDiagnostic } from "../define.ts";

interface About {
  readonly version: number;
  readonly known: number;
}

export const newer_language = defineDiagnostic<About>({
  name: "newer_language",
  severity: "error",
  message: ({ version, known }) =>
    `this file is written in version ${version} of the language, and this compiler knows version ${known}`,
  help: () => "update kpnet: npm install kpnet@latest",
  why: "A newer version may give old words a new meaning, so an older compiler can't know what the file says.",
  fix: "Update kpnet, or write the file in the older version.",
  bad: "kpnet 2\nconst rate = 1e-3\n",
  good: "kpnet 1\nconst rate = 1e-3\n",
});
