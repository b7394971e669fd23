import { activation } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

export const sigmoid: Spelling = {
  spell: (site) => activation(site, "sigmoid"),
};
