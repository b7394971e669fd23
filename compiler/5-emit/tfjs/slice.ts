import type { SliceAttributes } from "../../primitives/slice.ts";
import { call, list } from "./code-text.ts";
import { shapeCode } from "./shape-code.ts";
import type { Spelling } from "./spelling.ts";
import { stored } from "./value-layout.ts";

export const slice: Spelling<SliceAttributes> = {
  spell(site) {
    const { layout } = site.operand(0);
    const { starts, shape } = site.attributes;
    const from = list(stored(starts, layout).map((start) => site.size(start)));
    const code = call("tf.slice", site.tensor(0, layout), from, shapeCode(site, shape, layout));
    return { code, layout, inferred: false };
  },
};
