import { unary } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

export const erf: Spelling = {
  spell: (site) => unary(site, "tf.erf"),
};
