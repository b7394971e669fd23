import type { ConstantAttributes } from "../../primitives/constant.ts";
import { scalarCode } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

/** A number of JavaScript. */
export const constant: Spelling<ConstantAttributes> = {
  spell(site) {
    return { code: scalarCode(site, site.attributes), layout: [], inferred: true, scalar: site.attributes };
  },
};
