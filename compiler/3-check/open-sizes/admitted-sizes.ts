import type { AdmittedLetter, AdmittedSizes, AdmittedTogether } from "../../ir/admitted-sizes.ts";
import { symbolsOf } from "../../ir/dim.ts";
import type { Graph } from "../../ir/graph.ts";
import { sizeSetOf } from "../../ir/size-set.ts";
import { admitsAll, type Judged } from "./judged.ts";
import { letterGroups } from "./letter-groups.ts";
import { choicesOf } from "./pairs.ts";
import { refusedSizes } from "./refusal.ts";
import { type Reach, reachOf, someSizes } from "./search.ts";
import { lettersOf, sizeChecksOf } from "./size-checks.ts";

/**
 * Which sizes a model can take where it leaves some open; undefined where it leaves none. What a size does is found by
 * asking the steps' own shape rules, up to a bound that is said; beyond it the set goes on as `reachOf` says.
 */
export function admittedSizes(graph: Graph): AdmittedSizes | undefined {
  const names = lettersOf(graph.inputs.flatMap(({ shape }) => shape));
  if (names.length === 0) return undefined;
  const checks = sizeChecksOf(graph);
  const reach = new Map(names.map((name) => [name, reachOf(name, checks)]));
  const bound = Math.max(...[...reach.values()].map((each) => each.bound));
  const judged = checks.map((check) => ({ check, base: someSizes(check, bound) }));
  const grouped = letterGroups(checks);
  const alone = names.filter((name) => !grouped.flat().includes(name)).map((name) => [name]);
  const groups = [...grouped, ...alone].map((group) => admittedGroup(group, judged, reach));
  const letters = groups.flatMap(({ letters: own }) => own);
  const together = groups.flatMap((group) => group.together ?? []);
  const refused = refusedSizes(graph, judged, { letters, together, bound });
  return {
    letters: letters.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name)),
    together,
    bound,
    ...(refused === undefined ? {} : { refused }),
    sizedWeights: graph.nodes.flatMap(({ weights }) => {
      return weights.filter(({ shape }) => shape.some((dim) => symbolsOf(dim).length > 0)).map(({ key }) => key);
    }),
  };
}

interface Group {
  readonly letters: readonly AdmittedLetter[];
  readonly together?: AdmittedTogether;
}

function admittedGroup(names: readonly string[], judged: readonly Judged[], reach: ReadonlyMap<string, Reach>): Group {
  const own = judged.filter(({ check }) => names.some((name) => check.letters.includes(name)));
  const bounds = names.map((name) => reach.get(name)!.bound);
  if (names.length === 1) {
    return { letters: names.map((name) => admittedLetter(name, reach, (n) => admitsAll(own, { [name]: n }))) };
  }
  const found = choicesOf(names, bounds, own);
  if (!found.areApart) return { letters: [], together: found.together };
  return { letters: names.map((name, axis) => admittedLetter(name, reach, (n) => found.admits[axis]![n - 1]!)) };
}

function admittedLetter(
  name: string,
  reach: ReadonlyMap<string, Reach>,
  admits: (n: number) => boolean,
): AdmittedLetter {
  const { bound, period = bound } = reach.get(name)!;
  const admitted = Array.from({ length: bound }, (_, index) => admits(index + 1));
  return { name, sizes: sizeSetOf(admitted, period) };
}
