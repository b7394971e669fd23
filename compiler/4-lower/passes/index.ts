import type { Program } from "../../ir/program.ts";
import { foldConstants } from "./fold-constants.ts";
import { foldShapes } from "./fold-shapes.ts";
import { pooledBiasGradient } from "./pooled-bias-gradient.ts";
import { removeDeadCode } from "./remove-dead-code.ts";

/** A pass changes how a program computes, never what: its inputs, weights, masks and results stay. */
export type Pass = (program: Program) => Program;

/** In the order in which they run; each leaves to dead-code removal what it made useless. */
export const passes: Readonly<Record<string, Pass>> = {
  foldConstants,
  foldShapes,
  pooledBiasGradient,
  removeDeadCode,
};

export function simplify(program: Program): Program {
  return Object.values(passes).reduce((current, pass) => pass(current), program);
}
