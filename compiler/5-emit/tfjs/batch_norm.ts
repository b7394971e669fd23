import type { BatchNormAttributes } from "../../primitives/batch_norm.ts";
import { call } from "./code-text.ts";
import type { Spelling } from "./spelling.ts";
import { type Layout, plain } from "./value-layout.ts";

/**
 * tfjs normalises along the last axis, where channels lie; it takes the bias before the weight. A step without them has
 * constants in their place, 1 and 0, which are left out.
 */
export const batch_norm: Spelling<BatchNormAttributes> = {
  spell(site) {
    const layout = channelsLast(site.output.shape.length);
    const [mean, variance, weight, bias] = [1, 2, 3, 4].map((index) =>
      site.operand(index).scalar === undefined ? site.tensor(index, plain(1)) : "undefined",
    );
    const given = [site.tensor(0, layout), mean!, variance!, bias!, weight!, String(site.attributes.eps)];
    return { code: call(`tf.batchNorm<tf.Rank.R${site.output.shape.length}>`, ...given), layout, inferred: true };
  },
};

function channelsLast(rank: number): Layout {
  return [...plain(rank).filter((axis) => axis !== 1), 1];
}
