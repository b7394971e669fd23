import { showDim } from "../../../ir/dim.ts";
import type { GraphOutput, TypedGraph, TypedNode } from "../../../ir/graph.ts";
import type { PlannedCall, PlannedLoss } from "../../../ir/plan.ts";
import type { Instruction } from "../../../ir/program.ts";
import { showShape } from "../../../ir/shape.ts";
import { lossesByName } from "../../../losses/index.generated.ts";
import { lossParts } from "../../../losses/loss-parts.ts";
import { type Call, type Item, isInstruction, isLoop, type Loop, type OutlinedProgram } from "../../outline/index.ts";
import { BodyWriter, bodyIndent } from "./body-writer.ts";
import { CallWriter, type EmittedRoutines } from "./call-code.ts";
import type { ModuleContext, TrainingPart } from "./module-parts.ts";
import { showCall, stepComment } from "./step-comment.ts";
import { variableNames } from "./value-names.ts";

/** A model's outputs from its inputs: every step of the spec as a comment, and the code for it below. */
export function inferenceBody(context: ModuleContext, routines: EmittedRoutines): BodyWriter {
  const { graph, inference } = context;
  const { writer, calls } = mainWriter(context, inference, routines);
  const waiting = [...graph.nodes];
  let path: string | undefined;
  for (const item of inference.main.items) {
    if (isInstruction(item)) {
      if (item.path !== path) announce(writer, graph, waiting, item.path);
      path = item.path;
      writer.write(item);
    } else {
      const shape = announceCall(writer, waiting, item);
      calls.write(item);
      if (shape !== "") writer.remark(shape);
    }
  }
  for (const node of waiting) writer.comment(idleComment(node));
  return writer;
}

function mainWriter(
  { backend }: ModuleContext,
  { program, main, routines }: OutlinedProgram,
  emitted: EmittedRoutines,
) {
  const names = variableNames(
    main,
    new Map(),
    routines.map(({ name }) => name),
  );
  const results = new Set([...program.outputs].map(({ value }) => value.name));
  const writer = new BodyWriter(main, { backend, indent: bodyIndent, names, isScoped: false, results });
  return { writer, calls: new CallWriter(main, writer, emitted) };
}

/** Comments on the steps before a call that have no code, and on the call if it is a step; gives the shape of its result. */
function announceCall(writer: BodyWriter, waiting: TypedNode[], item: Call | Loop): string {
  const paths = isLoop(item) ? item.calls.map((call) => call.path) : [item.path];
  const inside = ({ path }: TypedNode) => paths.some((one) => path === one || path.startsWith(`${one}.`));
  const passed = waiting.splice(0, waiting.findLastIndex(inside) + 1);
  for (const node of passed.filter((node) => !inside(node))) writer.comment(idleComment(node));
  const result = passed.at(-1)!;
  if (!isLoop(item) && item.routine.scope.kind === "step") {
    writer.comment(stepComment(result));
    return "";
  }
  return showShape(result.shape);
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
export function trainingBody(context: ModuleContext, training: TrainingPart, routines: EmittedRoutines): BodyWriter {
  const { program, main } = training.outlined;
  const { writer, calls } = mainWriter(context, training.outlined, routines);
  const passOf = (item: Item) => (isLoop(item) ? item.calls[0]!.pass : item.pass);
  const pathOf = (item: Item) => (isLoop(item) ? item.repeat : item.path);
  const write = (item: Item) => (isInstruction(item) ? writer.write(item) : calls.write(item));
  const forward = main.items.filter((item) => passOf(item) === "forward");
  const backward = main.items.filter((item) => passOf(item) === "backward");

  writer.comment(`Forward: the steps of predict${program.masks.length > 0 ? ", and dropout" : ""}.`);
  // The loss comes last; a step may be called so too.
  const lossAt = forward.findLastIndex((item) => pathOf(item) !== "loss") + 1;
  for (const item of forward.slice(0, lossAt)) write(item);
  writer.blank();
  writer.comment(training.loss === undefined ? "Loss." : `Loss: ${showLoss(training.loss)}.`);
  for (const item of forward.slice(lossAt)) write(item);
  writer.blank();
  const pooled = backward.some((item) => isInstruction(item) && isPooledBias(item));
  const biases = " A bias gets the sum of its step's gradient; where a pool follows, the";
  writer.comment(`Backward: dX is the gradient of the loss by X.${pooled ? biases : ""}`);
  if (pooled) writer.comment("pool's gradient has the same sum, of fewer numbers.");
  const weighted = (path: string) => program.weights.some(({ key }) => key.startsWith(`${path}.`));
  let path: string | undefined;
  for (const item of backward) {
    // A blank line after each step that has weights.
    if (path !== undefined && isInstruction(item) && item.path !== path && weighted(path)) writer.blank();
    path = isInstruction(item) ? item.path : undefined;
    write(item);
  }
  writer.writeRest();
  return writer;
}

/** `mse()`, or `points: l1(), heat: mse()`. */
function showLoss(loss: PlannedLoss): string {
  return lossParts(loss)
    .map(({ output, call }) => (output === undefined ? callOf(call) : `${output}: ${callOf(call)}`))
    .join(", ");
}

function callOf({ name, parameters }: PlannedCall): string {
  return showCall(name, lossesByName[name]?.parameters ?? {}, parameters);
}

/** Whether a bias's gradient is summed over another step's gradient than its own. */
function isPooledBias({ primitive, inputs, path, outputs }: Instruction): boolean {
  const isBias = primitive === "reduce_sum" && outputs[0]!.name === `d_${path}.bias`;
  return isBias && inputs[0]!.name !== `d_${path}`;
}
