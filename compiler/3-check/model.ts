import { hasErrors, type Outcome } from "../../diagnostics/diagnostic.ts";
import type { Graph, TypedGraph } from "../ir/graph.ts";
import { checkAllowances, notAllowed } from "./allowances.ts";
import { findBiasBeforeNorm } from "./bias-before-norm.ts";
import { findConsecutiveLinear } from "./consecutive-linear.ts";
import { checkContracts } from "./contracts.ts";
import { withCosts } from "./cost.ts";
import { findDropoutAtOutput } from "./dropout-at-output.ts";
import { lintOps } from "./op-lints.ts";
import { admittedSizes, findInOpenSizes } from "./open-sizes/index.ts";
import { checkOutputs } from "./outputs.ts";
import { sayOnce } from "./repetitions.ts";
import { findUnused } from "./unused-values.ts";
import { typeValues } from "./value-types.ts";

/**
 * Types and costs of every value of a model, and what there is to say about them. There is no typed graph where a shape
 * is not known, or where an output is not what it is declared to be.
 */
export function checkModel(graph: Graph): Outcome<TypedGraph | undefined> {
  const types = typeValues(graph);
  const sizes = admittedSizes(graph);
  const findings = [
    ...checkOutputs(graph, types),
    ...findUnused(graph),
    ...lintOps(graph, types),
    ...findBiasBeforeNorm(graph),
    ...findConsecutiveLinear(graph),
    ...findDropoutAtOutput(graph),
    ...findInOpenSizes(graph, sizes),
  ];
  const origins = [...graph.inputs, ...graph.nodes, ...graph.outputs].map((part) => part.origin);
  const diagnostics = [
    ...sayOnce(graph, notAllowed(findings)),
    ...checkAllowances(graph.origin.place.declaration, origins, findings),
  ];
  const costed = hasErrors(diagnostics) ? undefined : withCosts(graph, types);
  const typed = costed && (sizes === undefined ? costed : { ...costed, sizes });
  const broken = typed === undefined ? [] : checkContracts(typed).map(({ diagnostic }) => diagnostic);
  return { value: hasErrors(broken) ? undefined : typed, diagnostics: [...diagnostics, ...broken] };
}
