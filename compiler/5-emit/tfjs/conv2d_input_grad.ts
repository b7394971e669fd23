import type { Conv2dInputGradAttributes } from "../../primitives/conv2d_input_grad.ts";
import { call } from "./code-text.ts";
import { inGroups, slidingCode, writtenOut } from "./convolution-code.ts";
import { shapeCode } from "./shape-code.ts";
import type { Spelling } from "./spelling.ts";
import { channelsLast, filterLayout } from "./window-code.ts";

export const conv2d_input_grad: Spelling<Conv2dInputGradAttributes> = {
  spell(site) {
    const { callee, groups } = inGroups(site, "conv2dInputGradient");
    const dy = site.tensor(0, channelsLast);
    const filter = writtenOut(site, site.tensor(1, filterLayout));
    // The gradient by the filter takes the very input.
    const shape = site.shapeOf("conv2d_filter_grad", 0) ?? shapeCode(site, site.attributes.shape, channelsLast);
    return {
      code: call(callee, dy, filter, ...groups, shape, ...slidingCode(site)),
      layout: channelsLast,
      inferred: true,
    };
  },
};
