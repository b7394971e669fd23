import type { TypedGraph } from "../../../ir/graph.ts";
import type { PlannedCall } from "../../../ir/plan.ts";
import type { Program } from "../../../ir/program.ts";
import type { EmitRequest } from "../../target.ts";
import type { HelperName } from "../helpers/index.ts";
import type { TfjsBackend } from "../tfjs-backend.ts";
import { bodyIndent } from "./body-writer.ts";
import type { Declarations } from "./declarations.ts";

/** What the parts of a module are written from. */
export interface ModuleContext {
  readonly module: Declarations;
  readonly backend: TfjsBackend;
  readonly graph: TypedGraph;
  readonly inference: Program;
  readonly training?: TrainingRequest;
  /** Helpers that the parts written so far ask for. */
  readonly helpers: Set<HelperName>;
}

export interface TrainingRequest {
  readonly program: Program;
  readonly optimizer: PlannedCall;
  readonly loss?: PlannedCall;
}

/** What the request says of training; undefined where only inference is wanted. */
export function trainingRequest({ training, optimizer, loss }: EmitRequest): TrainingRequest | undefined {
  if (training === undefined || optimizer === undefined) return undefined;
  return { program: training, optimizer, ...(loss === undefined ? {} : { loss }) };
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
