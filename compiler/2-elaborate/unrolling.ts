import { duplicate_name } from "../../diagnostics/catalogue/duplicate_name.ts";
import { graph_too_large } from "../../diagnostics/catalogue/graph_too_large.ts";
import { name_within_step } from "../../diagnostics/catalogue/name_within_step.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type Place, placeKey, placeOfFile } from "../../diagnostics/place.ts";
import { withRepetitions } from "../../diagnostics/repetitions.ts";
import type {
  BlockInput,
  Container,
  Contract,
  Demand,
  Graph,
  GraphInput,
  GraphNode,
  GraphOutput,
} from "../ir/graph.ts";
import type { Flow } from "./names.ts";

/** So many statements and turns are unrolled at most, those that come to nothing among them: so checking ends in good time. */
export const mostStatements = 20_000;

interface Told {
  readonly diagnostic: Diagnostic;
  /** The statement that was being unrolled, and where in the graph. */
  readonly statement: Place;
  readonly path: string;
}

/** A graph while a model is unrolled to it, and what there is to say about that. */
export class Unrolling {
  readonly inputs: GraphInput[] = [];
  readonly nodes: GraphNode[] = [];
  readonly outputs: GraphOutput[] = [];
  readonly containers: Container[] = [];
  readonly contracts: Contract[] = [];
  readonly demands: Demand[] = [];
  readonly blockInputs: BlockInput[] = [];
  /** What flows out of each step and container, by path. */
  readonly flows = new Map<string, Flow>();
  readonly #places = new Map<string, Place>();
  /** Steps that have weights, and of each path that others lie within, one of these. */
  readonly #weighted = new Set<string>();
  readonly #within = new Map<string, { readonly path: string; readonly place: Place }>();
  readonly #told: Told[] = [];
  readonly #visits = new Map<string, number>();
  #statement: Place = placeOfFile("");
  #path = "";
  #count = 0;

  /** Does what is to be done for a statement; not where the graph has grown too large, which is reported once. */
  visit(statement: { readonly place: Place }, path: string, unroll: () => void): void {
    if (!this.spend(1, statement.place)) return;
    const around = [this.#statement, this.#path] as const;
    this.#statement = statement.place;
    this.#path = path;
    const key = placeKey(statement.place);
    this.#visits.set(key, (this.#visits.get(key) ?? 0) + 1);
    unroll();
    [this.#statement, this.#path] = around;
  }

  /** Takes statements and turns of repeats from what a graph may come to; reported once where nothing is left. */
  readonly spend = (count: number, place: Place): boolean => {
    const wasFull = this.isFull;
    this.#count += count;
    if (this.isFull && !wasFull) this.report(graph_too_large.at(place, { limit: mostStatements }));
    return !this.isFull;
  };

  get isFull(): boolean {
    return this.#count > mostStatements;
  }

  /** Takes a path for a node or container; false where something else has it, which is reported. */
  claim(path: string, place: Place): boolean {
    const first = this.#places.get(path);
    if (first === undefined) {
      this.#places.set(path, place);
      this.#checkAround(path, place);
      return true;
    }
    const related = [{ place: first, message: "the first one" }];
    this.report(duplicate_name.at(place, { name: path }, { related }));
    return false;
  }

  /** To be told of each step with weights that has taken its path. */
  hasWeights(path: string, place: Place): void {
    this.#weighted.add(path);
    const inside = this.#within.get(path);
    if (inside !== undefined) this.#reportWithin(inside, path, place);
  }

  #checkAround(path: string, place: Place): void {
    for (let dot = path.lastIndexOf("."); dot > 0; dot = path.lastIndexOf(".", dot - 1)) {
      const around = path.slice(0, dot);
      this.#within.set(around, { path, place });
      if (this.#weighted.has(around)) this.#reportWithin({ path, place }, around, this.#places.get(around)!);
    }
  }

  #reportWithin({ path, place }: { path: string; place: Place }, step: string, at: Place): void {
    this.report(name_within_step.at(place, { name: path, step }, { related: [{ place: at, message: "the step" }] }));
  }

  readonly report = (diagnostic: Diagnostic): void => {
    this.#told.push({ diagnostic, statement: this.#statement, path: this.#path });
  };

  /** Everything that was reported, of a statement that is unrolled several times once. */
  get diagnostics(): Diagnostic[] {
    const groups = new Map<string, Told[]>();
    for (const told of this.#told) {
      const key = `${told.diagnostic.name} ${placeKey(told.diagnostic.place)}`;
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [told]);
      else known.push(told);
    }
    return [...groups.values()].map((group) => this.#withCount(group));
  }

  #withCount(group: readonly Told[]): Diagnostic {
    const { diagnostic, statement, path } = group[0]!;
    const visits = this.#visits.get(placeKey(statement)) ?? 1;
    const dot = path.lastIndexOf(".");
    if (visits < 2 || dot < 0 || !isInside(diagnostic.place, statement)) return diagnostic;
    const told = new Set(group.map((each) => each.path)).size;
    return withRepetitions(diagnostic, { told, of: visits, first: path.slice(0, dot) });
  }

  graph(name: string, doc: string, place: Place): Graph {
    return {
      format: "kpnet-graph/1",
      name,
      doc,
      inputs: this.inputs,
      nodes: this.nodes,
      outputs: this.outputs,
      containers: this.containers,
      ...(this.blockInputs.length === 0 ? {} : { blockInputs: this.blockInputs }),
      ...(this.demands.length === 0 ? {} : { demands: this.demands }),
      ...(this.contracts.length === 0 ? {} : { contracts: this.contracts }),
      origin: { place, via: [], allowed: [] },
    };
  }
}

/** Whether a message is about a statement, and not about an edit from elsewhere. */
function isInside({ file, declaration, span }: Place, statement: Place): boolean {
  const { start, end } = statement.span;
  return file === statement.file && declaration === statement.declaration && span.start >= start && span.end <= end;
}
