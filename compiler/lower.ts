import * as phase from "./4-lower/index.ts";
import type { TypedGraph } from "./ir/graph.ts";
import type { PlannedLoss } from "./ir/plan.ts";
import type { Program } from "./ir/program.ts";
import { verifyProgram } from "./ir/verify.ts";
import { primitivesByName } from "./primitives/index.generated.ts";

/** Phase 4, and what it gives is verified: see 4-lower. Throws InternalError, which is a bug of ours. */
export function lowerInference(graph: TypedGraph): Program {
  return verified(phase.lowerInference(graph));
}

/** Phase 4, and what it gives is verified: see 4-lower. Throws InternalError, which is a bug of ours. */
export function lowerTraining(graph: TypedGraph, loss: PlannedLoss, options?: phase.LossOptions): Program {
  return verified(phase.lowerTraining(graph, loss, options));
}

function verified(program: Program): Program {
  verifyProgram(program, (name) => primitivesByName[name]);
  return program;
}
