import type { MaxPool2dAttributes } from "../../primitives/max_pool2d.ts";
import { call } from "./code-text.ts";
import { pooledCode, poolingCode } from "./pooling-code.ts";
import type { Spelling } from "./spelling.ts";
import { channelsLast, isEverywhere } from "./window-code.ts";

/** Padding is the lowest number, which never wins. */
export const max_pool2d: Spelling<MaxPool2dAttributes> = {
  spell(site) {
    const { dilation } = site.attributes;
    if (!isEverywhere(dilation, 1)) {
      const x = site.tensor(0, channelsLast);
      const code = call(site.helper("dilatedMaxPool"), x, poolingCode(site.attributes, dilation));
      return { code, layout: channelsLast, inferred: true };
    }
    return { code: pooledCode(site, "tf.maxPool", "lowest"), layout: channelsLast, inferred: true };
  },
};
