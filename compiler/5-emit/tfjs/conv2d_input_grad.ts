import type { Conv2dInputGradAttributes } from "../../primitives/conv2d_input_grad.ts";
import { type Code, call } from "./code-text.ts";
import { depthwiseLayout, inGroups, isDepthwise, slidingCode, writtenOut } from "./convolution-code.ts";
import { shapeCode } from "./shape-code.ts";
import type { Spelling } from "./spelling.ts";
import { channelsLast, filterLayout } from "./window-code.ts";

export const conv2d_input_grad: Spelling<Conv2dInputGradAttributes> = {
  spell(site) {
    const dy = site.tensor(0, channelsLast);
    // The gradient by the filter takes the very input.
    const shape = site.shapeOf("conv2d_filter_grad", 0) ?? shapeCode(site, site.attributes.shape, channelsLast);
    const made = (callee: string, ...given: readonly Code[]) => {
      const code = call(callee, dy, ...given, shape, ...slidingCode(site));
      return { code, layout: channelsLast, inferred: true };
    };
    if (isDepthwise(site, site.inputs[1]!.shape)) {
      return made(site.helper("depthwiseInputGradient"), site.tensor(1, depthwiseLayout));
    }
    const { callee, groups } = inGroups(site, "conv2dInputGradient");
    return made(callee, writtenOut(site, site.tensor(1, filterLayout)), ...groups);
  },
};
