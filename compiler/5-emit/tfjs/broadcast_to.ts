import type { BroadcastToAttributes } from "../../primitives/broadcast_to.ts";
import { call } from "./code-text.ts";
import { broadcasting } from "./elementwise-code.ts";
import { shapeCode } from "./shape-code.ts";
import type { Spelling } from "./spelling.ts";

/** A constant stays one number: elementwise code broadcasts it, and what needs a tensor fills one. */
export const broadcast_to: Spelling<BroadcastToAttributes> = {
  spell(site) {
    const operand = site.operand(0);
    if (operand.scalar !== undefined) return { ...operand, layout: site.layout };
    const shape = shapeCode(site, site.attributes.shape, site.layout);
    return { code: call("tf.broadcastTo", broadcasting(site, 0), shape), layout: site.layout, inferred: false };
  },
};
