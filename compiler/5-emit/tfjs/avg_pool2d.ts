import type { AvgPool2dAttributes } from "../../primitives/avg_pool2d.ts";
import { pooledCode } from "./pooling-code.ts";
import type { Spelling } from "./spelling.ts";
import { channelsLast } from "./window-code.ts";

/** Zeros are padded before, since tfjs leaves its own padding out of the mean. */
export const avg_pool2d: Spelling<AvgPool2dAttributes> = {
  spell: (site) => ({ code: pooledCode(site, "tf.avgPool"), layout: channelsLast, inferred: true }),
};
