import type { RsqrtAttributes } from "../../primitives/rsqrt.ts";
import { call } from "./code-text.ts";
import type { Spelling } from "./spelling.ts";

export const rsqrt: Spelling<RsqrtAttributes> = {
  spell(site) {
    const shifted = call("tf.add", site.tensor(0, site.layout), String(site.attributes.eps));
    return { code: call("tf.rsqrt", shifted), layout: site.layout, inferred: false };
  },
};
