import type { Conv2dFilterGradAttributes } from "../../primitives/conv2d_filter_grad.ts";
import { call, list } from "./code-text.ts";
import { depthwiseLayout, inGroups, isDepthwise, isDilated, slidingCode, writtenOutShape } from "./convolution-code.ts";
import { shapeCode } from "./shape-code.ts";
import type { Spelling } from "./spelling.ts";
import { channelsLast, filterLayout } from "./window-code.ts";

export const conv2d_filter_grad: Spelling<Conv2dFilterGradAttributes> = {
  spell(site) {
    const x = site.tensor(0, channelsLast);
    const dy = site.tensor(1, channelsLast);
    if (isDepthwise(site, site.attributes.shape)) {
      const shape = shapeCode(site, site.attributes.shape, depthwiseLayout);
      const code = call(site.helper("depthwiseFilterGradient"), x, dy, shape, ...slidingCode(site));
      return { code, layout: depthwiseLayout, inferred: true };
    }
    const { callee, groups } = inGroups(site, "conv2dFilterGradient");
    const filter = isDilated(site) ? undefined : site.shapeOf("conv2d_input_grad", 1);
    const shape = filter ?? writtenOutShape(site, site.attributes.shape);
    const gradient = call(callee, x, dy, ...groups, shape, ...slidingCode(site));
    const code = isDilated(site) ? call(site.helper("undilated"), gradient, list(site.attributes.dilation)) : gradient;
    return { code, layout: filterLayout, inferred: true };
  },
};
