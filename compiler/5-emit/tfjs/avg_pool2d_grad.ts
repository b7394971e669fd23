import type { AvgPool2dGradAttributes } from "../../primitives/avg_pool2d_grad.ts";
import { call } from "./code-text.ts";
import { poolingCode } from "./pooling-code.ts";
import { shapeCode } from "./shape-code.ts";
import type { Spelling } from "./spelling.ts";
import { channelsLast } from "./window-code.ts";

export const avg_pool2d_grad: Spelling<AvgPool2dGradAttributes> = {
  spell(site) {
    const dy = site.tensor(0, channelsLast);
    const shape = shapeCode(site, site.attributes.shape, channelsLast);
    const code = call(site.helper("avgPoolGradient"), dy, shape, poolingCode(site.attributes));
    return { code, layout: channelsLast, inferred: true };
  },
};
