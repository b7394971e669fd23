import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

interface About {
  readonly base: string;
  readonly path: string;
  /** The whole path after `set`. */
  readonly set: string;
  readonly nearest: string | undefined;
}

export const unknown_path = defineDiagnostic<About>({
  name: "unknown_path",
  severity: "error",
  message: ({ base, path, set }) =>
    path === "" ? `\`${set}\` names no parameter of a step` : `\`${base}\` has no step named \`${path}\``,
  help: ({ nearest, path, set }) => {
    if (path === "") return `write \`set ${set}.parameter: value\``;
    return nearest === undefined ? undefined : `did you mean \`${nearest}\`?`;
  },
  why: "An edit that names nothing would change nothing, and the variant would silently be its base.",
  fix: "Correct the path. Steps without a name can't be edited: name them first.",
  bad: `${sampleModel("flatten(); tanh1 = tanh(); fc = linear(2)")}
model Other = Tiny with { remove tanh }
`,
  good: `${sampleModel("flatten(); tanh1 = tanh(); fc = linear(2)")}
model Other = Tiny with { remove tanh1 }
`,
});
