import type { AvgPool2dGradAttributes } from "../../../primitives/avg_pool2d_grad.ts";
import { spelling } from "../spelling.ts";
import { halves, isHalving, reshaped } from "./halving-rules.ts";
import { transposedAttributes } from "./transposed-convolution.ts";
import { spatialSizes } from "./window-attributes.ts";

export const avg_pool2d_grad = spelling<AvgPool2dGradAttributes>(
  (onnx, { inputs: [dy], outputs: [dx], attributes }) => {
    const { kernel, stride, padding } = attributes;
    const share = 1 / (kernel[0] * kernel[1]);
    if (isHalving(attributes)) {
      const shares = onnx.node("Mul", [dy!.name, onnx.scalar(share)]);
      const row = reshaped(onnx, shares, [-1, 1, spatialSizes(dy!.shape)[1]]);
      const both = reshaped(onnx, halves.joinRows(onnx, row, row), [-1, 1]);
      halves.joinColumns(onnx, both, both, dx!);
      return;
    }
    // Every channel by itself through a filter that holds nothing but the share.
    const channels = dx!.shape[1] as number;
    const sliding = { stride, padding, dilation: [1, 1] as const, groups: channels };
    const filter = new Float32Array(channels * kernel[0] * kernel[1]).fill(share);
    const shares = onnx.tensor(`${dx!.name}/shares`, [channels, 1, ...kernel], filter);
    onnx.node("ConvTranspose", [dy!.name, shares], {
      outputs: [dx!.name],
      attributes: transposedAttributes(kernel, sliding, spatialSizes(dy!.shape), spatialSizes(dx!.shape)),
    });
  },
);
