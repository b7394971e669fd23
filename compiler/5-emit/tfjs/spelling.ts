import type { Dim } from "../../ir/dim.ts";
import type { Attributes, Value } from "../../ir/program.ts";
import type { Code } from "./code-text.ts";
import type { HelperName } from "./helpers/index.ts";
import type { TfjsBackend } from "./tfjs-backend.ts";
import type { Layout } from "./value-layout.ts";

/** How a primitive is spelled in tfjs: one file each. The second result of max_pool2d is never spelled. */
export interface Spelling<A extends Attributes = Attributes> {
  spell(site: Site<A>): Expression;
}

/** Code for a value. */
export interface Expression {
  readonly code: Code;
  readonly layout: Layout;
  /** Whether TypeScript infers the tensor's rank from the code; else the variable says it. */
  readonly inferred: boolean;
  /** Of a constant, which elementwise code takes as a number of JavaScript. */
  readonly scalar?: Scalar;
  /** Of a product with a constant: what is multiplied, so that a further constant joins the first. */
  readonly scaled?: { readonly of: Expression; readonly by: Scalar };
  /** Of a product: the same with a bias, in one kernel. */
  readonly withBias?: (bias: Code) => Expression;
  /** Of a convolution or product: the same with a function of its result, in one kernel. */
  readonly withActivation?: (activation: Activation) => Expression;
}

/** Functions that kernels of all backends take along, by their names in tfjs and among the primitives. */
export const activations = ["relu", "sigmoid"] as const;
export type Activation = (typeof activations)[number];

/** `value / divisor`; a divisor is a size known once the batch is. */
export interface Scalar {
  readonly value: number;
  readonly divisor?: Dim;
}

/** An instruction as its spelling sees it. */
export interface Site<A extends Attributes = Attributes> {
  readonly attributes: A;
  readonly backend: TfjsBackend;
  readonly inputs: readonly Value[];
  readonly output: Value;
  /** How the result is to lie; what lies otherwise is transposed. */
  readonly layout: Layout;
  /** An input as it lies. */
  operand(index: number): Expression;
  /** An input as a tensor that lies as wanted: transposed if it doesn't, repeated if it is one number. */
  tensor(index: number, layout: Layout): Code;
  /** A size; the names in it become variables of the function. */
  size(dim: Dim): string;
  /** Code for the shape, as it lies, of an input of another instruction of the same step; undefined where there is none. */
  shapeOf(primitive: string, input: number): string | undefined;
  /** Has the module carry a helper, and gives its name. */
  helper(name: HelperName): string;
}
