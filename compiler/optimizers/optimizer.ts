import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { ParameterSchemas, ParameterValues } from "../ir/parameters.ts";

/**
 * The update of one number, as a formula: from it every target makes its own loop or ops. `parameter` and `gradient` are
 * the number and its gradient, `lr` the learning rate, `step` the count of updates from 1, other names are slots or
 * earlier statements.
 */
export type Formula =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "unary"; readonly op: "sqrt" | "abs" | "neg"; readonly of: Formula }
  | {
      readonly kind: "binary";
      readonly op: "+" | "-" | "*" | "/" | "max" | "pow";
      readonly left: Formula;
      readonly right: Formula;
    };

/** `target = value`: a slot, `parameter`, or a new name that later statements may use. In order. */
export interface Statement {
  readonly target: string;
  readonly value: Formula;
}

/** An optimizer is one value in one file here. Its meaning is torch.optim's. */
export interface Optimizer<P extends ParameterValues = ParameterValues> {
  readonly name: string;
  /** What it does, with the formula and its source. */
  readonly doc: string;
  readonly parameters: ParameterSchemas;
  /** Numbers that it keeps per weight between steps, all 0 at first: `exp_avg`, as in PyTorch's state dict. */
  readonly slots: (parameters: P) => readonly string[];
  readonly update: (parameters: P) => readonly Statement[];
  /** What is wrong with parameters that go together badly. */
  readonly check?: (
    parameters: P,
    at: { readonly place: Place; argument(name: string): Place },
  ) => readonly Diagnostic[];
}

export function defineOptimizer<P extends ParameterValues>(optimizer: Optimizer<P>): Optimizer {
  return optimizer as unknown as Optimizer;
}
