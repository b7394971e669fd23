import { binary } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

export const add: Spelling = {
  spell: (site) => binary(site, "tf.add"),
};
