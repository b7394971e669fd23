import { allow_without_effect } from "../../diagnostics/catalogue/allow_without_effect.ts";
import { type Diagnostic, hasErrors, type Outcome } from "../../diagnostics/diagnostic.ts";
import { placeKey } from "../../diagnostics/place.ts";
import { symbolsOf } from "../ir/dim.ts";
import type { Graph, TypedGraph } from "../ir/graph.ts";
import { allowancesElsewhere, checkAllowances, type JudgedAllowance, notAllowed } from "./allowances.ts";
import { findBiasBeforeNorm } from "./bias-before-norm.ts";
import { checkBlockRanges } from "./block-ranges.ts";
import { findConsecutiveLinear } from "./consecutive-linear.ts";
import { checkContracts, isOpenContract } from "./contracts.ts";
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
  /** Said of contracts about open sizes, unless an experiment gives these numbers. */
  readonly openContracts: readonly Diagnostic[];
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
  const allowances = checkAllowances(graph.origin.place, origins, findings).filter(
    (each) => !mayStillShow(graph, each),
  );
  const diagnostics = [...sayOnce(graph, notAllowed(findings)), ...allowances];
  const costed = hasErrors(diagnostics) ? undefined : withCosts(graph, types);
  const typed = costed && (sizes === undefined ? costed : { ...costed, sizes });
  const { open, broken } = judgeContracts(typed);
  return {
    value: hasErrors(broken) ? undefined : typed,
    diagnostics: [...diagnostics, ...broken],
    // A model that breaks another contract gets no numbers from an experiment.
    openContracts: hasErrors(broken) ? [] : open,
    elsewhere: allowancesElsewhere(graph.origin.place, origins, findings),
  };
}

function judgeContracts(graph: TypedGraph | undefined): Record<"open" | "broken", readonly Diagnostic[]> {
  const contracts = graph?.contracts ?? [];
  if (graph === undefined || contracts.length === 0) return { open: [], broken: [] };
  const told = (isOpen: boolean) => {
    const own = contracts.filter((contract) => isOpenContract(graph, contract) === isOpen);
    return checkContracts({ ...graph, contracts: own }).map(({ diagnostic }) => diagnostic);
  };
  return { open: told(true), broken: told(false) };
}

/** What a step with open sizes allows may show only at those that an experiment binds. */
function mayStillShow({ nodes }: Graph, { name, place }: Diagnostic): boolean {
  if (name !== allow_without_effect.name) return false;
  const key = placeKey(place);
  return nodes.some(({ shape, origin }) => {
    const isOpen = shape?.some((dim) => symbolsOf(dim).length > 0) ?? false;
    return isOpen && origin.allowed.some((allowance) => placeKey(allowance.place) === key);
  });
}
