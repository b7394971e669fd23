import { type NoAttributes, unaryShape } from "./elementwise-rules.ts";
import type { Primitive } from "./primitive.ts";

export const neg: Primitive<NoAttributes> = {
  name: "neg",
  doc: "-x, number by number.",
  shape: unaryShape,
  gradient: (b, _application, [dy]) => (dy === undefined ? [] : [b.apply(neg, [dy], {})]),
  examples: [{ inputs: [[2, 3, 4]], attributes: {} }],
};
