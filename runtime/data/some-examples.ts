import type { Examples } from "./examples.ts";

/** These of the examples, by their indices, in this order. They are closed with the others. */
export function someExamples(examples: Examples, indices: readonly number[]): Examples {
  return {
    ids: indices.map((index) => examples.ids[index]!),
    images: indices.map((index) => examples.images[index]!),
    picture: (index) => examples.picture(indices[index]!),
    boxes: indices.map((index) => examples.boxes[index]),
    inputShape: examples.inputShape,
    kept: examples.kept,
    example: (index, epoch) => examples.example(indices[index]!, epoch),
    target: (index, epoch) => examples.target(indices[index]!, epoch),
    get plain() {
      return someExamples(examples.plain, indices);
    },
    close: async () => {},
  };
}
