import type { Dim } from "../../compiler/ir/dim.ts";
import { sumOf } from "../../compiler/ir/dim.ts";
import type { Container, Graph, GraphNode, TypedGraph, TypedNode, ValueId } from "../../compiler/ir/graph.ts";
import type { Range } from "../../compiler/ir/range.ts";
import type { Shape } from "../../compiler/ir/shape.ts";
import { type Place, placeKey } from "../../diagnostics/place.ts";
import type { Project } from "./project.ts";

/** What flows into a step, or out of it; the range is known in sound models only. */
export interface Flow {
  readonly shape: Shape | undefined;
  readonly range: Range | undefined;
}

/** What a step takes; known in sound models only. */
export interface Work {
  readonly parameters: Dim;
  readonly multiplyAdds: Dim;
  readonly activationBytes: Dim;
  /** Of what flows out; undefined where it is the whole input. */
  readonly receptiveField: readonly [Dim, Dim] | undefined;
}

/** One turn of a written step in a network: a step of a block has one for each call of the block. */
export interface Visit {
  readonly model: string;
  readonly path: string;
  readonly before: Flow;
  readonly after: Flow;
  readonly work: Work | undefined;
}

/** Each time that a step, written at a place, stands in a network that is open in the editor. */
export function visitsOf(project: Project, place: Place): readonly Visit[] {
  const key = placeKey(place);
  return project.remember(`visits ${key}`, () => {
    const own = networkAt(project, place.file, place.declaration);
    const networks = own === undefined ? networksOf(project) : [own];
    const all = networks.flatMap((network) => network.visitsOf(key));
    return all.length > 0 ? all : withoutCall(project, place);
  });
}

/** A step of a block that nobody calls, with the sizes that flow in left open. */
function withoutCall(project: Project, { file, declaration, span }: Place): readonly Visit[] {
  const { kind } = project.tree(file).declarations.find(({ key }) => key === declaration) ?? {};
  if (kind !== "block") return [];
  const ref = { file, key: declaration, name: declaration };
  const graph = project.remember(`block ${file} ${declaration}`, () => project.cache.elaborated("block", ref).value);
  return graph === undefined ? [] : networkOf(graph).visitsOf(placeKey({ file, declaration, span }));
}

/** The networks of all open files, each once. */
export function networksOf(project: Project): readonly Network[] {
  return project.remember("networks", () => {
    const graphs = new Set<Graph>();
    for (const path of project.open) {
      const { graphs: all, models } = project.check(path);
      for (const [name, graph] of all) graphs.add(models.get(name) ?? sketchOf(project, graph));
    }
    return [...graphs].map(networkOf);
  });
}

/** The graph of a model that is not sound: of one that is being typed what there is of it. */
function sketchOf(project: Project, graph: Graph): Graph {
  const { file, declaration } = graph.origin.place;
  return project.cache.sketched({ file, key: declaration, name: graph.name }) ?? graph;
}

/** The network that a model's own declaration makes. */
export function networkAt(project: Project, file: string, key: string): Network | undefined {
  return networksOf(project).find(({ graph }) => {
    const { place } = graph.origin;
    return place.file === file && place.declaration === key;
  });
}

const known = new WeakMap<Graph, Network>();

function networkOf(graph: Graph): Network {
  const found = known.get(graph) ?? new Network(graph);
  known.set(graph, found);
  return found;
}

/** A graph, asked by the places of the steps that it is made of. */
export class Network {
  readonly graph: Graph | TypedGraph;
  readonly #byPlace = new Map<string, (() => Visit)[]>();
  readonly #flows: ReadonlyMap<ValueId, Flow>;

  constructor(graph: Graph | TypedGraph) {
    this.graph = graph;
    this.#flows = new Map<ValueId, Flow>([
      ...graph.inputs.map(({ name, shape, range }) => [name, { shape, range }] as const),
      ...graph.nodes.map((node) => [node.path, flowOf(node)] as const),
    ]);
    for (const node of graph.nodes) this.#add(node.origin.place, () => this.#ofNode(node));
    for (const container of graph.containers) this.#add(container.place, () => this.#ofContainer(container));
  }

  visitsOf(key: string): readonly Visit[] {
    return (this.#byPlace.get(key) ?? []).map((visit) => visit());
  }

  #add(place: Place, visit: () => Visit): void {
    const key = placeKey(place);
    const others = this.#byPlace.get(key);
    if (others === undefined) this.#byPlace.set(key, [visit]);
    else others.push(visit);
  }

  #ofNode(node: GraphNode | TypedNode): Visit {
    const { path, inputs } = node;
    const work = "cost" in node ? node.cost : undefined;
    return { model: this.graph.name, path, before: this.#flow(inputs[0]), after: flowOf(node), work };
  }

  #ofContainer({ path }: Container): Visit {
    const isInside = (value: ValueId) => value.startsWith(`${path}.`);
    const nodes = this.graph.nodes.filter((node) => isInside(node.path));
    const first = nodes[0]?.inputs.find((value) => !isInside(value));
    const out = this.#leaving(isInside) ?? nodes.at(-1);
    return {
      model: this.graph.name,
      path,
      before: this.#flow(first),
      after: out === undefined ? { shape: undefined, range: undefined } : flowOf(out),
      work: workOf(nodes, out),
    };
  }

  /** The step inside from which something outside takes: what flows out need not be made last. */
  #leaving(isInside: (value: ValueId) => boolean): GraphNode | TypedNode | undefined {
    const { nodes, outputs } = this.graph;
    const taken = nodes.filter(({ path }) => !isInside(path)).flatMap(({ inputs }) => inputs.filter(isInside));
    const value = taken[0] ?? outputs.map((output) => output.value).find(isInside);
    return nodes.find(({ path }) => path === value);
  }

  #flow(value: ValueId | undefined): Flow {
    return (value === undefined ? undefined : this.#flows.get(value)) ?? { shape: undefined, range: undefined };
  }
}

function flowOf(node: GraphNode | TypedNode): Flow {
  return { shape: node.shape, range: "type" in node ? node.type.range : undefined };
}

function workOf(nodes: readonly (GraphNode | TypedNode)[], out: GraphNode | TypedNode | undefined): Work | undefined {
  const costs = nodes.flatMap((node) => ("cost" in node ? [node.cost] : []));
  if (costs.length === 0 || out === undefined || !("cost" in out)) return undefined;
  return {
    parameters: sumOf(costs.map(({ parameters }) => parameters)),
    multiplyAdds: sumOf(costs.map(({ multiplyAdds }) => multiplyAdds)),
    activationBytes: sumOf(costs.map(({ activationBytes }) => activationBytes)),
    receptiveField: out.cost.receptiveField,
  };
}
