import { showDim } from "../../../ir/dim.ts";
import type { GraphOutput, TypedGraph, TypedNode } from "../../../ir/graph.ts";
import type { PlannedCall } from "../../../ir/plan.ts";
import type { Instruction, Program } from "../../../ir/program.ts";
import { showShape } from "../../../ir/shape.ts";
import { lossesByName } from "../../../losses/index.generated.ts";
import type { TfjsBackend } from "../tfjs-backend.ts";
import { BodyWriter } from "./body-writer.ts";
import { showCall, stepComment } from "./step-comment.ts";

/** A model's outputs from its inputs: every step of the spec as a comment, and the code for it below. */
export function inferenceBody(graph: TypedGraph, program: Program, backend: TfjsBackend): BodyWriter {
  const writer = new BodyWriter(program, backend);
  const waiting = [...graph.nodes];
  let path: string | undefined;
  for (const instruction of program.instructions) {
    if (instruction.path !== path) {
      path = instruction.path;
      announce(writer, graph, waiting, path);
    }
    writer.write(instruction);
  }
  for (const node of waiting) writer.comment(idleComment(node));
  return writer;
}

/** Comments for the step of this path, and for those before it that have no code. */
function announce(writer: BodyWriter, { outputs }: TypedGraph, waiting: TypedNode[], path: string): void {
  const place = waiting.findIndex((node) => node.path === path);
  const output = outputs.find(({ name }) => name === path);
  if (place < 0) {
    if (output !== undefined) writer.comment(outputComment(output));
    return;
  }
  const [step, ...idle] = waiting.splice(0, place + 1).reverse();
  for (const node of idle.reverse()) writer.comment(idleComment(node));
  writer.comment(stepComment(step!));
}

/** Of a step that the program does without. */
function idleComment(node: TypedNode): string {
  return `${stepComment(node)}, ${node.op.startsWith("dropout") ? "in training only" : "as it is"}`;
}

function outputComment({ name, role, shape }: GraphOutput): string {
  return `output ${name}: ${role === "points" ? `points[${showDim(shape[0]!)}]` : role}  ->  ${showShape(shape)}`;
}

/** Forward, loss and backward. */
export function trainingBody(program: Program, loss: PlannedCall | undefined, backend: TfjsBackend): BodyWriter {
  const writer = new BodyWriter(program, backend);
  const forward = program.instructions.filter(({ pass }) => pass === "forward");
  const backward = program.instructions.filter(({ pass }) => pass === "backward");

  writer.comment(`Forward: the steps of predict${program.masks.length > 0 ? ", and dropout" : ""}.`);
  // The loss comes last; a step may be called so too.
  const lossAt = forward.findLastIndex(({ path }) => path !== "loss") + 1;
  for (const instruction of forward.slice(0, lossAt)) writer.write(instruction);
  writer.blank();
  writer.comment(loss === undefined ? "Loss." : `Loss: ${callOf(loss)}.`);
  for (const instruction of forward.slice(lossAt)) writer.write(instruction);
  writer.blank();
  const pooled = backward.some(isPooledBias);
  const biases = " A bias gets the sum of its step's gradient; where a pool follows, the";
  writer.comment(`Backward: dX is the gradient of the loss by X.${pooled ? biases : ""}`);
  if (pooled) writer.comment("pool's gradient has the same sum, of fewer numbers.");
  writeBackward(writer, backward, program);
  return writer;
}

/** A blank line after each step that has weights. */
function writeBackward(writer: BodyWriter, backward: readonly Instruction[], program: Program): void {
  const weighted = (path: string) => program.weights.some(({ key }) => key.startsWith(`${path}.`));
  let path: string | undefined;
  for (const instruction of backward) {
    if (path !== undefined && instruction.path !== path && weighted(path)) writer.blank();
    path = instruction.path;
    writer.write(instruction);
  }
}

function callOf({ name, parameters }: PlannedCall): string {
  return showCall(name, lossesByName[name]?.parameters ?? {}, parameters);
}

/** Whether a bias's gradient is summed over another step's gradient than its own. */
function isPooledBias({ primitive, inputs, path, outputs }: Instruction): boolean {
  const isBias = primitive === "reduce_sum" && outputs[0]!.name === `d_${path}.bias`;
  return isBias && inputs[0]!.name !== `d_${path}`;
}
