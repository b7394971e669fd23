import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

interface About {
  readonly op: string;
  readonly target: string;
  /** Kernels, or primitives, that it needs. */
  readonly missing: readonly string[];
  /** Whether it runs, and can't be trained. */
  readonly trained: boolean;
}

export const target_lacks_step = defineDiagnostic<About>({
  name: "target_lacks_step",
  foundIn: "target",
  severity: "error",
  message: ({ op, target, trained }) => `\`${op}\` can't ${trained ? "be trained" : "run"} on the target ${target}`,
  help: ({ missing, trained }) =>
    `${trained ? "its gradient" : "it"} needs ${missing.join(", ")}, which that target doesn't have`,
  why: "A step is compiled to primitives, which each target spells in its own words: for the tfjs targets, in calls that tfjs's backends have kernels for. Where a target can't spell one, or its backend has no kernel, it has no code for the model; where that is so for a gradient, it runs the model and can't train it. Told by `kpc check --target`, since a spec doesn't say what it will run on, and by the commands that compile for a target, before anything runs.",
  fix: "Use another step, or another target; `kpc doctor` names them.",
  bad: sampleModel("flatten(); tanh(); fc = linear(2)"),
  good: sampleModel("flatten(); fc = linear(2)"),
});
