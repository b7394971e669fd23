import type { AdmittedLetter, AdmittedSizes, AdmittedTogether, RefusedSizes } from "../../ir/admitted-sizes.ts";
import type { Demand, Graph, GraphNode } from "../../ir/graph.ts";
import { showShape } from "../../ir/shape.ts";
import { hasSize, isEverySize, leastSize, type SizeSet } from "../../ir/size-set.ts";
import { shapeTrail } from "../../ir/trail.ts";
import { opsByName } from "../../ops/index.generated.ts";
import { isProblem } from "../../ops/op.ts";
import type { Judged } from "./judged.ts";
import { atSizes, lettersOf, parametersAt, type Sizes, sizeChecksOf } from "./size-checks.ts";

/** Sizes that a model can't take, and why; undefined where it takes all. */
export function refusedSizes(
  graph: Graph,
  judged: readonly Judged[],
  { letters, together, bound }: Pick<AdmittedSizes, "letters" | "together" | "bound">,
): RefusedSizes | undefined {
  const checks = judged.map(({ check }) => check);
  const admitted: Record<string, number> = {};
  for (const { name, sizes } of letters) admitted[name] = leastSize(sizes) ?? bound;
  for (const { names, choices } of together) {
    for (const [index, name] of names.entries()) admitted[name] = choices[0]?.[index]?.[0] ?? bound;
  }
  const refused = { ...admitted, ...firstRefused(letters, together, bound) };
  return refusalAt(graph, refused, checks);
}

/** One size of one letter that is refused where the others are admitted. */
function firstRefused(letters: readonly AdmittedLetter[], together: readonly AdmittedTogether[], bound: number): Sizes {
  const choosy = letters.find(({ sizes }) => !isEverySize(sizes));
  if (choosy !== undefined) return { [choosy.name]: refusedSize(choosy.sizes) ?? bound };
  const [dependent] = together;
  const fitting = dependent?.choices[0]?.at(-1);
  return fitting === undefined ? {} : { [dependent!.names.at(-1)!]: firstMissing(fitting) };
}

/** The first size beyond the least that is admitted, which shows what the rule is; where there is none, the one below. */
function refusedSize(sizes: SizeSet): number | undefined {
  const least = leastSize(sizes);
  if (least === undefined) return undefined;
  const { from, period, remainders } = sizes;
  if (least === from && period === 1 && remainders.length > 0) return least - 1;
  let size = least + 1;
  while (hasSize(sizes, size)) size += 1;
  return size;
}

function firstMissing(sizes: readonly number[]): number {
  let size = sizes[0]! + 1;
  while (sizes.includes(size)) size += 1;
  return size;
}

/** Why a model can't take some sizes: what the first step that refuses them says; undefined where none does. */
export function refusalAt(graph: Graph, sizes: Sizes, checks = sizeChecksOf(graph)): RefusedSizes | undefined {
  const check = checks.find(({ admits }) => !admits(sizes));
  if (check === undefined) return undefined;
  const told = "op" in check.about ? stepRefusal(graph, check.about, sizes) : demandRefusal(graph, check.about, sizes);
  const shown = Object.fromEntries(
    lettersOf(graph.inputs.flatMap(({ shape }) => shape)).map((name) => [name, sizes[name]!]),
  );
  return { sizes: shown, ...told };
}

type Told = Omit<RefusedSizes, "sizes">;

function stepRefusal(graph: Graph, node: GraphNode, sizes: Sizes): Told {
  const concrete = graphUpTo(graph, node.path, sizes);
  const shapes = new Map([...concrete.inputs.map(({ name, shape }) => [name, shape] as const)]);
  for (const { path, shape } of concrete.nodes) if (shape !== undefined) shapes.set(path, shape);
  const inputs = node.inputs.map((input) => shapes.get(input)!);
  const { place } = node.origin;
  const made = opsByName[node.op]!.shape(inputs, parametersAt(node.parameters, sizes));
  if (!isProblem(made)) {
    const found = `${node.op} makes ${showShape(made)} of ${inputs.map(showShape).join(" and ")} at ${node.path}`;
    const related = inputs.flatMap((_, index) => shapeTrail(concrete, node.inputs[index]!));
    return {
      message: made.every((dim) => (dim as number) >= 1) ? `${found}, not what it makes of other sizes` : found,
      related,
    };
  }
  const { message, related } = made.problem({
    place,
    argument: (name) => node.arguments?.[name] ?? place,
    trail: (index) => shapeTrail(concrete, node.inputs[index]!),
  });
  return {
    message: `${message}, at ${node.path}`,
    related: [{ place, message: `${node.path} stands here` }, ...related],
  };
}

function demandRefusal(graph: Graph, { what, declared, found, value, origin }: Demand, sizes: Sizes): Told {
  const [wanted, given] = [declared, found].map((shape) => showShape(atSizes(shape, sizes)));
  const trail = shapeTrail(graphUpTo(graph, undefined, sizes), value);
  return {
    message: `${what} is declared ${wanted}, and ${given} comes there`,
    related: [{ place: origin.place, message: `${what} is declared here` }, ...trail],
  };
}

/** A graph with the sizes in place of its letters, as far as the step that takes them no longer. */
function graphUpTo({ inputs, nodes }: Graph, path: string | undefined, sizes: Sizes): Pick<Graph, "inputs" | "nodes"> {
  const end = path === undefined ? nodes.length : nodes.findIndex((node) => node.path === path);
  return {
    inputs: inputs.map((input) => ({ ...input, shape: atSizes(input.shape, sizes) })),
    nodes: nodes
      .slice(0, end)
      .map((node) => (node.shape === undefined ? node : { ...node, shape: atSizes(node.shape, sizes) })),
  };
}
