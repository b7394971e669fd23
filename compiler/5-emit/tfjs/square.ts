import { unary } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

export const square: Spelling = {
  spell: (site) => unary(site, "tf.square"),
};
