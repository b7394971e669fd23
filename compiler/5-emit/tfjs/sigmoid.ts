import { unary } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

export const sigmoid: Spelling = {
  spell: (site) => unary(site, "tf.sigmoid"),
};
