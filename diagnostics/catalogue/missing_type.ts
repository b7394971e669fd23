import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

const widened = (parameter: string) => `block Wide(${parameter}) {
  input x: features[C, H, W]
  conv1 = conv2d(out, kernel: 1)
}

${sampleModel("wide = Wide(out: 2); flatten(); fc = linear(2)")}`;

export const missing_type = defineDiagnostic<{ readonly name: string; readonly known: readonly string[] }>({
  name: "missing_type",
  severity: "error",
  message: ({ name }) => `parameter \`${name}\` has no type`,
  help: ({ name, known }) => `write \`${name}: int\`, or another of ${known.map((each) => `\`${each}\``).join(", ")}`,
  why: "Parameters are typed, so that a wrong argument is found where it is written and not where its value is used.",
  fix: "Write the type behind the name: `width: int`.",
  bad: widened("out"),
  good: widened("out: int"),
});
