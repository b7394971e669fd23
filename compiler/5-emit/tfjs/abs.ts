import { unary } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

export const abs: Spelling = {
  spell: (site) => unary(site, "tf.abs"),
};
