import { unary } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

export const relu: Spelling = {
  spell: (site) => unary(site, "tf.relu"),
};
