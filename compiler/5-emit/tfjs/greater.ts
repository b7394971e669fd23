import { call } from "./code-text.ts";
import { broadcasting } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

/** tfjs compares to booleans; `tf.step(x)` is the comparison with 0, as numbers. */
export const greater: Spelling = {
  spell(site) {
    const isZero = site.operand(1).scalar?.value === 0;
    const code = isZero
      ? call("tf.step", broadcasting(site, 0))
      : call("tf.cast", call("tf.greater", broadcasting(site, 0), broadcasting(site, 1)), '"float32"');
    return { code, layout: site.layout, inferred: isZero };
  },
};
