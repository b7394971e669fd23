import { binary } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";
import { plain } from "./value-layout.ts";

/** A product takes the bias that is added to it into its own kernel. */
export const add: Spelling = {
  spell(site) {
    const [{ withBias }, bias] = [site.operand(0), site.inputs[1]!];
    return withBias !== undefined && bias.shape.length === 1
      ? withBias(site.tensor(1, plain(1)))
      : binary(site, "tf.add");
  },
};
