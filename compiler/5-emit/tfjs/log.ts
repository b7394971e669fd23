import type { LogAttributes } from "../../primitives/log.ts";
import { call } from "./code-text.ts";
import type { Spelling } from "./spelling.ts";

export const log: Spelling<LogAttributes> = {
  spell(site) {
    const x = site.tensor(0, site.layout);
    const { eps } = site.attributes;
    if (eps === 1) return { code: call("tf.log1p", x), layout: site.layout, inferred: true };
    return { code: call("tf.log", call("tf.add", x, String(eps))), layout: site.layout, inferred: false };
  },
};
