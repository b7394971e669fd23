import type { ReduceAttributes } from "../../primitives/reduce_sum.ts";
import { reduction } from "./reduction-code.ts";
import type { Spelling } from "./spelling.ts";

export const reduce_mean: Spelling<ReduceAttributes> = {
  spell: (site) => reduction(site, "mean"),
};
