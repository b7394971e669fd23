import type { MaxPool2dAttributes } from "../../../primitives/window-rules.ts";
import { spelling } from "../spelling.ts";
import { narrowed, widenedShape } from "./far-padding.ts";
import { halves, reshaped } from "./halving-rules.ts";
import { spatialSizes } from "./window-attributes.ts";

export const max_pool2d_grad = spelling<MaxPool2dAttributes>((onnx, instruction) => {
  const {
    inputs: [dy, indices, x],
    outputs: [dx],
    attributes,
  } = instruction;
  const masks = onnx.winners.get(indices!.name);
  if (masks === undefined) {
    // Windows may overlap, so what several of them give to one place adds up. Indices count through the whole of what was
    // pooled, which `widened` may have made larger than x.
    const flat = (name: string) => reshaped(onnx, name, [-1]);
    const pooled = widenedShape(x!, attributes);
    const zeros = onnx.node("Expand", [onnx.scalar(0), onnx.shapeValue(pooled)]);
    const scattered = onnx.node("ScatterElements", [flat(zeros), flat(indices!.name), flat(dy!.name)], {
      attributes: { reduction: { string: "add" } },
    });
    narrowed(onnx, scattered, pooled, dx!);
    return;
  }
  const toLose = (given: string, wins: string) => {
    const second = onnx.node("Mul", [given, wins]);
    return { first: onnx.node("Sub", [given, second]), second };
  };
  const width = spatialSizes(dy!.shape)[1];
  const byRow = toLose(reshaped(onnx, dy!.name, [-1, 1, width]), masks.lowerWins);
  const rowWinners = reshaped(onnx, halves.joinRows(onnx, byRow.first, byRow.second), [-1, 1]);
  const byColumn = toLose(rowWinners, masks.rightWins);
  halves.joinColumns(onnx, byColumn.first, byColumn.second, dx!);
});
