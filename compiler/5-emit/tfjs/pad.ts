import type { PadAttributes } from "../../primitives/pad.ts";
import { call } from "./code-text.ts";
import { paddingCode } from "./padding-code.ts";
import type { Spelling } from "./spelling.ts";
import { stored } from "./value-layout.ts";

export const pad: Spelling<PadAttributes> = {
  spell(site) {
    const { layout } = site.operand(0);
    const { before, after } = site.attributes;
    const around = before.map((count, axis) => [count, after[axis]!] as const);
    const code = call("tf.pad", site.tensor(0, layout), paddingCode(site, stored(around, layout)));
    return { code, layout, inferred: false };
  },
};
