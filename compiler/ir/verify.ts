/** What must hold between the phases, whatever the user wrote. Each throws `InternalError`: a failure is a bug of ours. */
export { verifyGraph, verifyTypedGraph } from "./verify-graph.ts";
export { type ShapeRule, verifyProgram } from "./verify-program.ts";
