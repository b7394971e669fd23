import type { ConcatAttributes } from "../../primitives/concat.ts";
import { call } from "./code-text.ts";
import type { Spelling } from "./spelling.ts";

export const concat: Spelling<ConcatAttributes> = {
  spell(site) {
    const { inputs, layout, attributes } = site;
    const items = inputs.map((_, index) => site.tensor(index, layout));
    const code = call("tf.concat", { items }, String(layout.indexOf(attributes.axis)));
    return { code, layout, inferred: false };
  },
};
