import type { TypedGraph } from "../../../ir/graph.ts";
import type { PlannedCall, PlannedLoss } from "../../../ir/plan.ts";
import type { OutlinedProgram } from "../../outline/index.ts";
import type { HelperName } from "../helpers/index.ts";
import type { TfjsBackend } from "../tfjs-backend.ts";
import { bodyIndent } from "./body-writer.ts";
import type { Declarations } from "./declarations.ts";
import type { PathTypes } from "./path-types.ts";
import type { PictureSteps } from "./picture-steps.ts";

/** What the parts of a module are written from. */
export interface ModuleContext {
  readonly module: Declarations;
  readonly backend: TfjsBackend;
  readonly graph: TypedGraph;
  readonly inference: OutlinedProgram;
  readonly paths: PathTypes;
  /** Undefined where only inference is wanted. */
  readonly training: TrainingPart | undefined;
  readonly pictures: PictureSteps | undefined;
  /** Whether the module brings kernels of its own. */
  readonly kernels: boolean;
  /** Helpers that the parts written so far ask for. */
  readonly helpers: Set<HelperName>;
}

export interface TrainingPart {
  readonly outlined: OutlinedProgram;
  readonly loss: PlannedLoss | undefined;
  readonly optimizer: PlannedCall;
  /** What the optimizer keeps of each weight. */
  readonly slots: readonly string[];
}

/** `return tf.tidy(() => { ... });` around lines that were laid out for their place in it. */
export function tidied(lines: readonly string[]): string[] {
  const inner = lines.flatMap((line) => relative(line, bodyIndent).split("\n"));
  return ["return tf.tidy(() => {", ...inner.map((line) => (line === "" ? "" : `  ${line}`)), "});"];
}

/** Text whose lines after the first are indented by so much less: ts-morph indents a function's body by itself. */
export function relative(text: string, indent: number): string {
  return text.replaceAll(`\n${" ".repeat(indent)}`, "\n");
}
