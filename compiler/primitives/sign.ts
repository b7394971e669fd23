import { type NoAttributes, unaryShape } from "./elementwise-rules.ts";
import type { Primitive } from "./primitive.ts";

export const sign: Primitive<NoAttributes> = {
  name: "sign",
  doc: "-1, 0 or 1, number by number. Flat, so no gradient flows through it.",
  shape: unaryShape,
  gradient: () => [],
  examples: [{ inputs: [[2, 3, 4]], attributes: {} }],
};
