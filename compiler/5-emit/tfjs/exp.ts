import { unary } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

export const exp: Spelling = {
  spell: (site) => unary(site, "tf.exp"),
};
