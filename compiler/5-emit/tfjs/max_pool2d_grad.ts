import type { MaxPool2dAttributes } from "../../primitives/max_pool2d.ts";
import { call } from "./code-text.ts";
import { poolingCode } from "./pooling-code.ts";
import type { Spelling } from "./spelling.ts";
import { hasKernel } from "./tfjs-backend.ts";
import { channelsLast, isEverywhere } from "./window-code.ts";

/** tfjs finds the places that won by x and y, so the indices are never made. */
export const max_pool2d_grad: Spelling<MaxPool2dAttributes> = {
  spell(site) {
    const { dilation } = site.attributes;
    const byKernel = hasKernel(site.backend, "MaxPoolGrad") && isEverywhere(dilation, 1);
    const callee = site.helper(byKernel ? "maxPoolGradient" : "maxPoolGradientByTaps");
    const [dy, x, y] = [0, 2, 3].map((index) => site.tensor(index, channelsLast));
    const code = call(callee, dy!, x!, y!, poolingCode(site.attributes, dilation));
    return { code, layout: channelsLast, inferred: true };
  },
};
