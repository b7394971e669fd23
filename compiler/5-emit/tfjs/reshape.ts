import type { Shape } from "../../ir/shape.ts";
import type { ReshapeAttributes } from "../../primitives/reshape.ts";
import { call } from "./code-text.ts";
import { reshapeCode } from "./shape-code.ts";
import type { Spelling } from "./spelling.ts";
import { type Layout, plain, sameLayout } from "./value-layout.ts";

/** Numbers keep PyTorch's order, channels before height before width, so feature maps are transposed for it. */
export const reshape: Spelling<ReshapeAttributes> = {
  spell(site) {
    const operand = site.operand(0);
    const { shape } = site.attributes;
    if (operand.scalar !== undefined) return { ...operand, layout: site.layout };
    const source = site.inputs[0]!.shape;
    const from = inOrder(source, operand.layout) ? operand.layout : plain(source.length);
    const to = inOrder(shape, site.layout) ? site.layout : plain(shape.length);
    const code = call("tf.reshape", site.tensor(0, from), reshapeCode(site, shape, to));
    return { code, layout: to, inferred: false };
  },
};

/** Whether a layout moves axes of size 1 only, so that the numbers are in the program's order all the same. */
function inOrder(shape: Shape, layout: Layout): boolean {
  const long = (axis: number) => shape[axis] !== 1;
  return sameLayout(layout.filter(long), plain(layout.length).filter(long));
}
