import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

interface About {
  readonly op: string;
  readonly target: string;
  readonly primitives: readonly string[];
}

export const target_lacks_step = defineDiagnostic<About>({
  name: "target_lacks_step",
  foundIn: "target",
  severity: "error",
  message: ({ op, target }) => `\`${op}\` can't run on the target ${target}`,
  help: ({ primitives }) => `it is made of ${primitives.join(", ")}, which that target doesn't have`,
  why: "A step is compiled to primitives, which each target spells in its own words. Where a target can't spell one, it has no code for the model. Told by `kpc check --target`, since a spec doesn't say what it will run on.",
  fix: "Use another step, or another target; `kpc doctor` names them.",
  bad: sampleModel("flatten(); tanh(); fc = linear(2)"),
  good: sampleModel("flatten(); fc = linear(2)"),
});
