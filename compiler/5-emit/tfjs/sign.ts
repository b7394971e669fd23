import { unary } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

export const sign: Spelling = {
  spell: (site) => unary(site, "tf.sign"),
};
