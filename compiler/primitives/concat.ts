import { sameDim, sumOf } from "../ir/dim.ts";
import { showShape } from "../ir/shape.ts";
import type { Primitive } from "./primitive.ts";
import { slice } from "./slice.ts";

export type ConcatAttributes = {
  /** Never the batch axis. */
  readonly axis: number;
};

export const concat: Primitive<ConcatAttributes> = {
  name: "concat",
  doc: "Values one behind the other along one axis; along the others they have the same sizes.",
  shape(inputs, { axis }) {
    const [first] = inputs;
    for (const input of inputs) {
      const fits = input.length === first!.length && input.every((size, i) => i === axis || sameDim(size, first![i]!));
      if (!fits) throw new Error(`can't concatenate ${inputs.map(showShape).join(", ")} along axis ${axis}`);
    }
    const total = sumOf(inputs.map((input) => input[axis]!));
    return [first!.map((size, i) => (i === axis ? total : size))];
  },
  gradient(b, { inputs, attributes: { axis } }, [dy]) {
    if (dy === undefined) return [];
    let offset = 0;
    return inputs.map(({ shape }) => {
      const starts = shape.map((_, i) => (i === axis ? offset : 0));
      offset += shape[axis] as number;
      return b.apply(slice, [dy], { starts, shape });
    });
  },
  examples: [
    {
      inputs: [
        [2, 3],
        [2, 1],
        [2, 2],
      ],
      attributes: { axis: 1 },
    },
    {
      inputs: [
        [2, 3, 2, 4],
        [2, 2, 2, 4],
      ],
      attributes: { axis: 1 },
    },
  ],
};
