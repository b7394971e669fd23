import { no_open_size } from "../../../diagnostics/catalogue/no_open_size.ts";
import { open_sizes } from "../../../diagnostics/catalogue/open_sizes.ts";
import type { AdmittedSizes } from "../../ir/admitted-sizes.ts";
import { symbolsOf } from "../../ir/dim.ts";
import type { Graph } from "../../ir/graph.ts";
import { showAdmitted, showRefused } from "../../ir/show-sizes.ts";
import { isEmptySize, isEverySize } from "../../ir/size-set.ts";
import type { Finding } from "../finding.ts";

export { admittedSizes } from "./admitted-sizes.ts";
export { bindSizes, sizesIn } from "./bind-sizes.ts";
export { refusalAt } from "./refusal.ts";

/** What there is to say about the sizes that a model leaves open, at the input that leaves them. */
export function findInOpenSizes(graph: Graph, sizes: AdmittedSizes | undefined): readonly Finding[] {
  const input = graph.inputs.find(({ shape }) => shape.some((dim) => symbolsOf(dim).length > 0));
  if (sizes === undefined || input === undefined) return [];
  const { origin } = input;
  const refused = sizes.refused && showRefused(sizes.refused);
  const related = sizes.refused?.related ?? [];
  const letters = impossible(sizes);
  if (letters.length > 0) {
    const facts = { input: input.name, letters, bound: sizes.bound, refused };
    return [{ diagnostic: no_open_size.at(origin.place, facts, { related }), origin }];
  }
  if (takesAll(sizes) && sizes.sizedWeights.length === 0) return [];
  const facts = { input: input.name, admitted: showAdmitted(sizes), refused, sizedWeights: sizes.sizedWeights };
  return [{ diagnostic: open_sizes.at(origin.place, facts, { related }), origin }];
}

/** Letters that nothing can stand for. Of more than two that depend on each other nobody knows. */
function impossible({ letters, together }: AdmittedSizes): string[] {
  const alone = letters.filter(({ sizes }) => isEmptySize(sizes)).map(({ name }) => name);
  const joint = together.filter(({ names, choices }) => names.length === 2 && choices.length === 0);
  return [...alone, ...joint.flatMap(({ names }) => names)];
}

function takesAll({ letters, together }: AdmittedSizes): boolean {
  return together.length === 0 && letters.every(({ sizes }) => isEverySize(sizes));
}
