import type { Conv2dAttributes } from "../../primitives/conv2d.ts";
import { type Code, call, list } from "./code-text.ts";
import { depthwiseLayout, inGroups, isDepthwise, isDilated, slidingCode, writtenOut } from "./convolution-code.ts";
import type { Expression, Spelling } from "./spelling.ts";
import { channelsLast, filterLayout, isEverywhere, pairOrNumber } from "./window-code.ts";

/** `tf.conv2d` where nothing is padded, dilated or added; else the helper, which pads explicitly and fuses the bias. */
export const conv2d: Spelling<Conv2dAttributes> = {
  spell(site) {
    const x = site.tensor(0, channelsLast);
    const filter = site.tensor(1, filterLayout);
    const bias = site.inputs.length > 2 ? [site.tensor(2, [0])] : [];
    const { stride, padding, dilation, groups } = site.attributes;
    if (isEverywhere(padding, 0) && !isDilated(site) && groups === 1 && bias.length === 0)
      return made(call("tf.conv2d", x, filter, pairOrNumber(stride), '"valid"'), true);
    if (isDepthwise(site, site.inputs[1]!.shape)) {
      const padded = isEverywhere(padding, 0) ? x : call(site.helper("pad"), x, list(padding));
      const perChannel = site.tensor(1, depthwiseLayout);
      const bare = call("tf.depthwiseConv2d", padded, perChannel, pairOrNumber(stride), '"valid"');
      return made(bias.length === 0 ? bare : call("tf.add", bare, ...bias), false);
    }
    const { callee, groups: count } = inGroups(site, "conv2d");
    const native = isEverywhere(stride, 1);
    const sliding = slidingCode(site, native ? dilation : undefined);
    const window: readonly Code[] = sliding.length === 0 && bias.length > 0 ? ["{}"] : sliding;
    return made(call(callee, x, native ? filter : writtenOut(site, filter), ...count, ...window, ...bias), true);
  },
};

function made(code: Code, inferred: boolean): Expression {
  return { code, layout: channelsLast, inferred };
}
