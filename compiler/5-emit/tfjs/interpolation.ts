import type { InterpolationAttributes } from "../../primitives/interpolation.ts";
import { call } from "./code-text.ts";
import type { Spelling } from "./spelling.ts";
import { plain } from "./value-layout.ts";

export const interpolation: Spelling<InterpolationAttributes> = {
  spell(site) {
    const { mode, from, to } = site.attributes;
    const code = call(site.helper("interpolation"), JSON.stringify(mode), String(from), String(to));
    return { code, layout: plain(2), inferred: true };
  },
};
