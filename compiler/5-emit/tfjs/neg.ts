import { unary } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

export const neg: Spelling = {
  spell: (site) => unary(site, "tf.neg"),
};
