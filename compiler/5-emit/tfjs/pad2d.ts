import type { Pad2dAttributes } from "../../primitives/pad2d.ts";
import { call, list } from "./code-text.ts";
import { paddingCode } from "./padding-code.ts";
import type { Spelling } from "./spelling.ts";
import { channelsLast } from "./window-code.ts";

/** tfjs's gradient of mirrorPad is wrong; ours is spelled out in other primitives. */
export const pad2d: Spelling<Pad2dAttributes> = {
  spell(site) {
    const { mode, before, after } = site.attributes;
    const x = site.tensor(0, channelsLast);
    const [rows, columns] = [[before[0], after[0]] as const, [before[1], after[1]] as const];
    const code =
      mode === "reflect"
        ? call("tf.mirrorPad", x, paddingCode(site, [[0, 0], rows, columns, [0, 0]]), '"reflect"')
        : call(site.helper("replicatePad"), x, list(rows), list(columns));
    return { code, layout: channelsLast, inferred: true };
  },
};
