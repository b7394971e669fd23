import { binary } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

export const minimum: Spelling = {
  spell: (site) => binary(site, "tf.minimum"),
};
