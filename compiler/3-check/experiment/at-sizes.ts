import type { Remark } from "../../../diagnostics/diagnostic.ts";
import { placeKey } from "../../../diagnostics/place.ts";
import type { TypedGraph } from "../../ir/graph.ts";
import type { ExperimentPlan } from "../../ir/plan.ts";
import { checkContracts, isOpenContract } from "../contracts.ts";
import type { Finding } from "../finding.ts";
import { lintOps } from "../op-lints.ts";
import { typeValues } from "../value-types.ts";

/**
 * What shows only once an experiment gives numbers to the sizes that its model leaves open: contracts that it breaks, and
 * what the steps' own rules remark on. What is so at every size was told of the model.
 */
export function findAtSizes(plan: ExperimentPlan, open: TypedGraph, bound: TypedGraph): readonly Finding[] {
  if (open.sizes === undefined || bound.sizes !== undefined) return [];
  const contracts = (open.contracts ?? []).filter((contract) => isOpenContract(open, contract));
  const known = new Set(lintOps(open, typeValues(open)).map(keyOf));
  const remarks = lintOps(bound, typeValues(bound)).filter((finding) => !known.has(keyOf(finding)));
  const sizes = { place: plan.origin.place, message: `with the sizes of the experiment ${plan.name}` };
  return [...checkContracts({ ...bound, contracts }), ...firstOfEach(remarks)].map((each) => withRemark(each, sizes));
}

/** A step that stands in several places of the graph is told of once. */
function firstOfEach(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map(findings.map((finding) => [keyOf(finding), finding]).reverse() as [string, Finding][]);
  return [...seen.values()].reverse();
}

function withRemark(finding: Finding, remark: Remark): Finding {
  const { diagnostic } = finding;
  return { ...finding, diagnostic: { ...diagnostic, related: [...diagnostic.related, remark] } };
}

function keyOf({ diagnostic }: Finding): string {
  return `${diagnostic.name} ${placeKey(diagnostic.place)}`;
}
