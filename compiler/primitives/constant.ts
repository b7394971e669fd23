import type { Dim } from "../ir/dim.ts";
import type { Primitive } from "./primitive.ts";

export type ConstantAttributes = {
  readonly value: number;
  /** What the value is divided by, where that depends on the batch (a mean's gradient); absent once the batch is bound. */
  readonly divisor?: Dim;
};

export const constant: Primitive<ConstantAttributes> = {
  name: "constant",
  doc: "One number, known at compile time, of shape []; with a divisor, known once the batch is.",
  shape: () => [[]],
  gradient: () => [],
  examples: [{ inputs: [], attributes: { value: 0.5 } }],
};
