import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cpu } from "../../compiler/5-emit/onnx/index.ts";
import type { EmitRequest, EmittedFile } from "../../compiler/5-emit/target.ts";
import { tfjsTargets } from "../../compiler/5-emit/tfjs/tfjs-targets.ts";
import { type CheckedProject, checkProject, lowerInference, lowerTraining } from "../../compiler/index.ts";
import type { TypedGraph } from "../../compiler/ir/graph.ts";
import type { ExperimentPlan } from "../../compiler/ir/plan.ts";
import type { Program } from "../../compiler/ir/program.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import type { TargetName } from "../../runtime/engines/requirements.ts";

/** A model with all that is needed to train and to use it. */
export interface CompiledModel {
  /** Height and width of its pictures. */
  readonly size: readonly [number, number];
  readonly program: Program;
  /** How the document trains NoseNet. */
  readonly plan: ExperimentPlan;
  readonly compiled: readonly EmittedFile[];
}

/** Compiles a model of a spec for a target, to be trained as the document trains NoseNet. */
export async function compileModel(
  root: string,
  spec: string,
  name: string,
  targetName: TargetName,
): Promise<CompiledModel> {
  const { plan, ...request } = requestFor(root, spec, name);
  const target = [cpu, ...tfjsTargets].find((one) => one.name === targetName);
  if (target === undefined) throw new Error(`there is no target ${targetName}`);
  return { size: spatialSizes(request.graph), program: request.training, plan, compiled: await target.emit(request) };
}

/** What a target emits a model of a spec from, to be trained as the document trains NoseNet. */
export function requestFor(
  root: string,
  spec: string,
  name: string,
): EmitRequest & { readonly training: Program; readonly plan: ExperimentPlan } {
  const plan = checked(root, "specs/nosenet.kpnet").experiments.get("Nose")!;
  const { loss, optimizer } = plan;
  const graph = checked(root, spec).models.get(name);
  if (graph === undefined) throw new Error(`${spec} has no model ${name}`);
  return { graph, inference: lowerInference(graph), training: lowerTraining(graph, loss), optimizer, loss, plan };
}

/** An experiment of a spec. */
export function planOf(root: string, spec: string, name: string): ExperimentPlan {
  const plan = checked(root, spec).experiments.get(name);
  if (plan === undefined) throw new Error(`${spec} has no experiment ${name}`);
  return plan;
}

function checked(root: string, spec: string): CheckedProject {
  const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined);
  const project = checkProject(spec, { read });
  if (hasErrors(project.diagnostics)) throw new Error(project.diagnostics.map(({ message }) => message).join("\n"));
  return project;
}

function spatialSizes({ name, inputs }: TypedGraph): readonly [number, number] {
  const [height, width] = inputs[0]!.shape.slice(1);
  if (typeof height !== "number" || typeof width !== "number") throw new Error(`${name} leaves its sizes open`);
  return [height, width];
}
