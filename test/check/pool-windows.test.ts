import { expect, test } from "vitest";
import { substitute, symbol } from "../../compiler/ir/dim.ts";
import { type Sliding, slidSize, unreached } from "../../compiler/ops/sliding-window.ts";
import { checkText } from "../support/check.ts";

/** Aten's pooling_output_shape, as it is written there. */
function pytorchsCount(size: number, { kernel, stride, padding, dilation, ceil_mode }: Required<Sliding>): number {
  const room = size + 2 * padding[0] - dilation[0] * (kernel[0] - 1) - 1 + (ceil_mode ? stride[0] - 1 : 0);
  const count = Math.floor(room / stride[0]) + 1;
  return ceil_mode && (count - 1) * stride[0] >= size + padding[0] ? count - 1 : count;
}

const upTo = (last: number, first = 0) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

test("windows are counted as PyTorch counts them, for every small pool", () => {
  for (const ceil_mode of [false, true])
    for (const kernel of upTo(5, 1))
      for (const stride of upTo(5, 1))
        for (const padding of upTo(Math.floor(kernel / 2)))
          for (const dilation of upTo(3, 1)) {
            const both = (value: number) => [value, value] as const;
            const pool = {
              kernel: both(kernel),
              stride: both(stride),
              padding: both(padding),
              dilation: both(dilation),
              ceil_mode,
            };
            const symbolic = slidSize(symbol("H"), pool, 0);
            for (const size of upTo(14, 1)) {
              const expected = pytorchsCount(size, pool);
              expect(slidSize(size, pool, 0), JSON.stringify({ size, ...pool })).toBe(expected);
              expect(substitute(symbolic, { H: size })).toBe(expected);
              // Windows side by side that may reach over the edge leave nothing out.
              if (ceil_mode && dilation * (kernel - 1) + 1 >= stride && expected >= 1)
                expect(unreached(size, pool, 0)).toBe(0);
            }
          }
});

test.each(["maxpool2d", "avgpool2d"])("%s drops no pixels with ceil_mode, and says so where it does without", (op) => {
  const notes = (call: string) =>
    checkText(`model Small {
  input image: image[1, 7, 8] in 0..1
  ${call}
  flatten()
  fc1 = linear(2)
  output nose: points[1]
}
`).diagnostics.map(({ name }) => name);
  expect(notes(`${op}(2)`)).toContain("lost_pixels");
  expect(notes(`${op}(2, ceil_mode: true)`)).not.toContain("lost_pixels");
});
