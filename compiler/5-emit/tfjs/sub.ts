import { binary } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

export const sub: Spelling = {
  spell: (site) => binary(site, "tf.sub"),
};
