import type { PadAttributes } from "../../primitives/pad.ts";
import { call, list } from "./code-text.ts";
import type { Spelling } from "./spelling.ts";
import { stored } from "./value-layout.ts";

export const pad: Spelling<PadAttributes> = {
  spell(site) {
    const { layout } = site.operand(0);
    const { before, after } = site.attributes;
    const around = stored(before, layout).map((count, place) => list([count, stored(after, layout)[place]!]));
    return { code: call("tf.pad", site.tensor(0, layout), list(around)), layout, inferred: true };
  },
};
