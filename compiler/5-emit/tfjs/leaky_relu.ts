import type { LeakyReluAttributes } from "../../primitives/leaky_relu.ts";
import { unary } from "./elementwise-code.ts";
import type { Spelling } from "./spelling.ts";

export const leaky_relu: Spelling<LeakyReluAttributes> = {
  spell: (site) => unary(site, "tf.leakyRelu", String(site.attributes.slope)),
};
