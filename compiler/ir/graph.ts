import type { Place } from "../../diagnostics/place.ts";
import type { AdmittedSizes } from "./admitted-sizes.ts";
import type { Dim } from "./dim.ts";
import type { ParameterValues } from "./parameters.ts";
import type { Range } from "./range.ts";
import type { Shape } from "./shape.ts";
import type { Role, ValueType } from "./value-type.ts";

/** One `@allow(name)`: the diagnostic that it silences, and where the annotation stands. */
export interface Allowance {
  readonly name: string;
  readonly place: Place;
}

/** Where a node came from: the step that made it, and the calls and repeats around that, outermost first. */
export interface Origin {
  readonly place: Place;
  readonly via: readonly Place[];
  /** Each `@allow(...)` on the step, or on a step around it. */
  readonly allowed: readonly Allowance[];
}

/**
 * A value's name within its graph: an input's name, or the path of the node that makes it. A path is a step's identity:
 * names joined by dots, a repeat's index among them (`layer2.0.conv1`); an unnamed step of a model or block has its op's
 * name and its place among the unnamed steps of that op there (`relu#2`, counted from 1).
 */
export type ValueId = string;

/**
 * How a weight begins. `uniform` draws from [-bound, bound); `constant` and `binomial` need no draw: a binomial
 * filter is the outer product of a row of Pascal's triangle with itself, divided by its sum, the same for every channel.
 */
export type Initialisation =
  | { readonly kind: "uniform"; readonly bound: number }
  | { readonly kind: "normal"; readonly deviation: number }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "binomial" };

/** A tensor of the state dict, in PyTorch's layout. `key` is its name there, `conv1.weight`. */
export interface WeightSpec {
  readonly key: string;
  readonly shape: Shape;
  readonly initialisation: Initialisation;
  /** False for buffers such as running statistics. */
  readonly trainable: boolean;
}

export interface GraphInput {
  readonly name: string;
  readonly role: Role;
  readonly shape: Shape;
  readonly range: Range;
  readonly origin: Origin;
}

/** One unrolled step. */
export interface GraphNode {
  readonly path: ValueId;
  /** False for an anonymous step, whose path has a `#`. */
  readonly named: boolean;
  /** Name in the registry of ops. */
  readonly op: string;
  /** Normalised, defaults filled in. */
  readonly parameters: ParameterValues;
  readonly inputs: readonly ValueId[];
  /** Undefined where it could not be inferred; whoever reads on stays silent about it. */
  readonly shape: Shape | undefined;
  readonly weights: readonly WeightSpec[];
  /** The path that it had before it was renamed: from `@was(conv1)`, or a variant's `rename`. */
  readonly was?: ValueId;
  readonly origin: Origin;
  /** Where each argument that was written stands, by parameter name. */
  readonly arguments?: Readonly<Record<string, Place>>;
}

export interface GraphOutput {
  readonly name: string;
  readonly value: ValueId;
  /** As declared: `points[1]` is role points, shape [1, 2]. */
  readonly role: Role;
  readonly shape: Shape;
  readonly origin: Origin;
}

/** Two shapes that must be the same, of which it depends on sizes that are open whether they are. */
export interface Demand {
  /** `input skip of up2`. */
  readonly what: string;
  readonly declared: Shape;
  readonly found: Shape;
  /** What has the shape that was found. */
  readonly value: ValueId;
  readonly origin: Origin;
}

/** What flows into an input of a block that says in which range its numbers lie, or has notes of its own. */
export interface BlockInput {
  readonly block: string;
  readonly input: string;
  readonly range: Range;
  readonly value: ValueId;
  /** Where the input is declared, and the calls that lead there. */
  readonly origin: Origin;
}

/** A named group of nodes, whose paths begin with `path + "."`: a block that was called, a repeat, a sequential, a branch. */
export interface Container {
  readonly path: string;
  readonly kind: "block" | "repeat" | "sequential" | "branch";
  /** The block's name. */
  readonly block?: string;
  /** What its author says of it. */
  readonly doc?: string;
  /** The step that it comes from: the call of a block, the repeat. */
  readonly place: Place;
}

/** What a model's budget holds it to: `parameters <= 70_000_000`. */
export interface Contract {
  /** Name in `measures`. */
  readonly measure: string;
  readonly op: "<=" | ">=" | "<" | ">" | "==";
  /** In the measure's own terms; bytes for memory. */
  readonly limit: number;
  readonly batch?: number;
  readonly place: Place;
}

/** A model unrolled: every node after the nodes that it takes from. */
export interface Graph {
  readonly format: "kpnet-graph/1";
  readonly name: string;
  readonly doc: string;
  readonly inputs: readonly GraphInput[];
  readonly nodes: readonly GraphNode[];
  readonly outputs: readonly GraphOutput[];
  readonly containers: readonly Container[];
  readonly contracts?: readonly Contract[];
  /** What calls of blocks ask of sizes that are open. */
  readonly demands?: readonly Demand[];
  readonly blockInputs?: readonly BlockInput[];
  readonly origin: Origin;
}

/** Of one example, forward. */
export interface NodeCost {
  readonly parameters: Dim;
  readonly multiplyAdds: Dim;
  /** Bytes of the value that the node makes. */
  readonly activationBytes: Dim;
  /** Pixels of the input that one output number depends on: [height, width]; undefined where it is all of them. */
  readonly receptiveField: readonly [Dim, Dim] | undefined;
}

export interface TypedNode extends GraphNode {
  readonly shape: Shape;
  readonly type: ValueType;
  readonly cost: NodeCost;
}

/** A graph of which everything is known; only a model without errors has one. */
export interface TypedGraph extends Graph {
  readonly nodes: readonly TypedNode[];
  /** Of a model that leaves sizes open. */
  readonly sizes?: AdmittedSizes;
  readonly cost: {
    readonly parameters: Dim;
    readonly multiplyAdds: Dim;
    readonly activationBytes: Dim;
  };
}
