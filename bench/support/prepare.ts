import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cpu } from "../../compiler/5-emit/onnx/index.ts";
import type { EmittedFile } from "../../compiler/5-emit/target.ts";
import { checkProject, lowerInference, lowerTraining } from "../../compiler/index.ts";
import type { ExperimentPlan } from "../../compiler/ir/plan.ts";
import type { Program } from "../../compiler/ir/program.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";

export interface CompiledExperiment {
  readonly plan: ExperimentPlan;
  readonly program: Program;
  readonly compiled: readonly EmittedFile[];
}

/** Compiles an experiment of a spec for the cpu target, its data in the folder `data` instead of the one it names. */
export async function compileExperiment(wanted: {
  readonly root: string;
  readonly spec: string;
  readonly name: string;
  readonly data: string;
}): Promise<CompiledExperiment> {
  const text = readFileSync(join(wanted.root, wanted.spec), "utf8").replace('"data/imm"', JSON.stringify(wanted.data));
  const project = checkProject(wanted.spec, { read: (path) => (path === wanted.spec ? text : undefined) });
  if (hasErrors(project.diagnostics)) throw new Error(project.diagnostics.map(({ message }) => message).join("\n"));
  const plan = project.experiments.get(wanted.name)!;
  const graph = project.models.get(plan.model)!;
  const program = lowerTraining(graph, plan.loss);
  const { loss, optimizer } = plan;
  const compiled = await cpu.emit({ graph, inference: lowerInference(graph), training: program, optimizer, loss });
  return { plan, program, compiled };
}
