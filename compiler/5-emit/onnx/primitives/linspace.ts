import type { LinspaceAttributes } from "../../../primitives/linspace.ts";
import { spelling } from "../spelling.ts";

export const linspace = spelling<LinspaceAttributes>((onnx, { outputs: [y], attributes }) => {
  const { start, end } = attributes;
  const steps = attributes.steps as number;
  const step = steps === 1 ? 0 : (end - start) / (steps - 1);
  onnx.tensor(
    y!.name,
    [steps],
    Float32Array.from({ length: steps }, (_, index) => start + index * step),
  );
});
