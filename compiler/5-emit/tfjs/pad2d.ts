import type { Pad2dAttributes } from "../../primitives/pad2d.ts";
import { call, list } from "./code-text.ts";
import type { Spelling } from "./spelling.ts";
import { channelsLast } from "./window-code.ts";

/** tfjs's gradient of mirrorPad is wrong; ours is spelled out in other primitives. */
export const pad2d: Spelling<Pad2dAttributes> = {
  spell(site) {
    const { mode, before, after } = site.attributes;
    const x = site.tensor(0, channelsLast);
    const around = ([0, 1] as const).map((axis) => list([before[axis], after[axis]]));
    const code =
      mode === "reflect"
        ? call("tf.mirrorPad", x, list(["[0, 0]", ...around, "[0, 0]"]), '"reflect"')
        : call(site.helper("replicatePad"), x, ...around);
    return { code, layout: channelsLast, inferred: true };
  },
};
