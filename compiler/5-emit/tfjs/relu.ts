import { activation } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

export const relu: Spelling = {
  spell: (site) => activation(site, "relu"),
};
