import type { SoftmaxAttributes } from "../../primitives/softmax.ts";
import { call } from "./code-text.ts";
import type { Spelling } from "./spelling.ts";

/** tfjs knows it along the last axis only. */
export const softmax: Spelling<SoftmaxAttributes> = {
  spell(site) {
    const { axis } = site.attributes;
    const layout = [...site.operand(0).layout.filter((other) => other !== axis), axis];
    return { code: call("tf.softmax", site.tensor(0, layout)), layout, inferred: false };
  },
};
