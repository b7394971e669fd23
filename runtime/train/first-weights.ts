import { resolve } from "node:path";
import { initsByName } from "../../compiler/inits/index.generated.ts";
import type { ExperimentPlan } from "../../compiler/ir/plan.ts";
import type { Program } from "../../compiler/ir/program.ts";
import { holds } from "../../compiler/ir/weight-paths.ts";
import type { Tensors } from "../engines/engine.ts";
import { initialiseProgram } from "../weights/initialise.ts";
import { loadFitting } from "../weights/load-fitting.ts";

/**
 * The weights that an experiment begins with: drawn from its seed, or those of the file that its `init` names.
 *
 * @param root the project root, which the file's path is relative to.
 * @throws RunError (3) where the file can't be read or doesn't fit the model.
 */
export async function firstWeights(plan: ExperimentPlan, program: Program, root: string): Promise<Tensors> {
  const draw = () => initialiseProgram(program, plan.seed);
  const { init } = plan.training;
  if (init === undefined) return draw();
  const { path, except } = initsByName[init.name]!;
  const anew = except(init.parameters);
  const file = resolve(root, path(init.parameters));
  return loadFitting(file, program, draw, (key) => anew.some((each) => holds(each, key)));
}
