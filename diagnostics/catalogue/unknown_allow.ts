import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const unknown_allow = defineDiagnostic<{ readonly name: string; readonly nearest: string | undefined }>({
  name: "unknown_allow",
  severity: "error",
  message: ({ name }) => `there is no diagnostic \`${name}\` to allow`,
  help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
  why: "`@allow` silences a note or warning by its name, which stands in brackets behind the message.",
  fix: "Correct the name. `kpc explain` lists them all.",
  bad: sampleModel("maxpool2d(3) @allow(lost_pixel); flatten(); fc = linear(2)"),
  good: sampleModel("maxpool2d(3) @allow(lost_pixels); flatten(); fc = linear(2)"),
});
