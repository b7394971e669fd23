import type { TransposeAttributes } from "../../primitives/transpose.ts";
import { relaid } from "./shape-code.ts";
import type { Spelling } from "./spelling.ts";

export const transpose: Spelling<TransposeAttributes> = {
  spell(site) {
    // Axis i of the result is axis permutation[i] of the input, so the result is the input under another layout.
    const wanted = site.layout.map((axis) => site.attributes.permutation[axis]!);
    const code = relaid(site.operand(0).code, site.operand(0).layout, wanted);
    return { code, layout: site.layout, inferred: false };
  },
};
