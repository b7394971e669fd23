import type { Primitive } from "./primitive.ts";
import type { MaxPool2dAttributes } from "./window-rules.ts";

export const max_pool2d_grad: Primitive<MaxPool2dAttributes> = {
  name: "max_pool2d_grad",
  doc: `The gradient by the input of a max_pool2d, of dy [batch, C, rows, columns], the indices, the input x and the result y:
each number of dy goes to the place that won, where windows overlap they add up, and all else is 0. The indices alone suffice;
x and y are there for targets that have none.`,
  shape: ([_dy, _indices, x]) => [x!],
  examples: [],
};
