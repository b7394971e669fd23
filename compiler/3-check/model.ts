import { hasErrors, type Outcome } from "../../diagnostics/diagnostic.ts";
import type { Graph, TypedGraph } from "../ir/graph.ts";
import { allowancesElsewhere, checkAllowances, type JudgedAllowance, notAllowed } from "./allowances.ts";
import { findBiasBeforeNorm } from "./bias-before-norm.ts";
import { checkBlockRanges } from "./block-ranges.ts";
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

export interface CheckedModel extends Outcome<TypedGraph | undefined> {
  /** `@allow`s of other declarations (blocks, a base) that the model has steps of. */
  readonly elsewhere: readonly JudgedAllowance[];
}

/**
 * Types and costs of every value of a model, and what there is to say about them. There is no typed graph where a shape
 * is not known, or where an output is not what it is declared to be.
 */
export function checkModel(graph: Graph): CheckedModel {
  const types = typeValues(graph);
  const sizes = admittedSizes(graph);
  const findings = [
    ...checkOutputs(graph, types),
    ...checkBlockRanges(graph, types),
    ...findUnused(graph),
    ...lintOps(graph, types),
    ...findBiasBeforeNorm(graph),
    ...findConsecutiveLinear(graph),
    ...findDropoutAtOutput(graph),
    ...findInOpenSizes(graph, sizes),
  ];
  const parts = [...graph.inputs, ...graph.nodes, ...graph.outputs, ...(graph.blockInputs ?? [])];
  const origins = parts.map((part) => part.origin);
  const { declaration } = graph.origin.place;
  const diagnostics = [...sayOnce(graph, notAllowed(findings)), ...checkAllowances(declaration, origins, findings)];
  const costed = hasErrors(diagnostics) ? undefined : withCosts(graph, types);
  const typed = costed && (sizes === undefined ? costed : { ...costed, sizes });
  const broken = typed === undefined ? [] : checkContracts(typed).map(({ diagnostic }) => diagnostic);
  return {
    value: hasErrors(broken) ? undefined : typed,
    diagnostics: [...diagnostics, ...broken],
    elsewhere: allowancesElsewhere(declaration, origins, findings),
  };
}
