import type { Conv2dAttributes } from "../../primitives/conv2d.ts";
import { type Code, call, list, type ObjectLiteral } from "./code-text.ts";
import {
  type ConvolutionSite,
  depthwiseLayout,
  inGroups,
  isDepthwise,
  isDilated,
  slidingProperties,
  writtenOut,
} from "./convolution-code.ts";
import type { Activation, Expression, Spelling } from "./spelling.ts";
import { channelsLast, filterLayout, isEverywhere, pairOrNumber } from "./window-code.ts";

/** `tf.conv2d` where nothing is padded, dilated or taken along; else a helper, which pads as PyTorch and fuses the bias. */
export const conv2d: Spelling<Conv2dAttributes> = {
  spell(site) {
    const { padding, groups, stride } = site.attributes;
    const hasBias = site.inputs.length > 2;
    if (isEverywhere(padding, 0) && !isDilated(site) && groups === 1 && !hasBias) {
      const window = [pairOrNumber(stride), '"valid"'];
      const code = call("tf.conv2d", site.tensor(0, channelsLast), site.tensor(1, filterLayout), ...window);
      return { ...made(code), withActivation: (activation) => made(byHelper(site, activation)) };
    }
    const plain = made(byHelper(site));
    // Groups are convolved one by one.
    if (groups !== 1 && !isDepthwise(site, site.inputs[1]!.shape)) return plain;
    return { ...plain, withActivation: (activation) => made(byHelper(site, activation)) };
  },
};

function byHelper(site: ConvolutionSite, activation?: Activation): Code {
  const x = site.tensor(0, channelsLast);
  const { dilation, stride } = site.attributes;
  // tfjs dilates, but not with strides too.
  const dilated = isDilated(site) && isEverywhere(stride, 1);
  const properties: ObjectLiteral["properties"] = [
    ...slidingProperties(site),
    ...(dilated ? [["dilation", list(dilation)] as const] : []),
    ...(activation === undefined ? [] : [["activation", JSON.stringify(activation)] as const]),
  ];
  const bias = site.inputs.length > 2 ? [site.tensor(2, [0])] : [];
  const settings = properties.length === 0 && bias.length === 0 ? [] : [{ properties }];
  if (isDepthwise(site, site.inputs[1]!.shape))
    return call(site.helper("depthwiseConv2d"), x, site.tensor(1, depthwiseLayout), ...settings, ...bias);
  const { callee, groups } = inGroups(site, "conv2d");
  const filter = site.tensor(1, filterLayout);
  return call(callee, x, dilated ? filter : writtenOut(site, filter), ...groups, ...settings, ...bias);
}

function made(code: Code): Expression {
  return { code, layout: channelsLast, inferred: true };
}
