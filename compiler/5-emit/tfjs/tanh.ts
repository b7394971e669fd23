import { unary } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

export const tanh: Spelling = {
  spell: (site) => unary(site, "tf.tanh"),
};
