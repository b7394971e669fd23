import { addDim } from "../ir/dim.ts";
import { choice, pair } from "../ir/parameters.ts";
import { hull, range } from "../ir/range.ts";
import { pad as surround } from "../primitives/pad.ts";
import { pad2d } from "../primitives/pad2d.ts";
import { defineOp } from "./op.ts";
import { reflectionProblem } from "./reflection-rules.ts";
import { featuresProblem, type Pair } from "./sliding-window.ts";
import { pythonTuple } from "./torch-print.ts";

type PadParameters = {
  readonly padding: Pair;
  readonly after?: Pair;
  readonly mode: "zero" | "reflect" | "replicate";
};

const modules = { zero: "ZeroPad2d", reflect: "ReflectionPad2d", replicate: "ReplicationPad2d" } as const;

export const pad = defineOp<PadParameters>({
  name: "pad",
  doc: `Adds rows and columns around feature maps [C, H, W]; as PyTorch's \`ZeroPad2d\`, \`ReflectionPad2d\` and \`ReplicationPad2d\`.

\`reflect\` mirrors what lies next to the edge, without the outermost pixel; \`replicate\` repeats the outermost pixel.`,
  parameters: {
    padding: pair({ doc: "Rows and columns added on each side.", minimum: 0 }),
    after: pair({
      doc: "Rows added at the bottom and columns on the right, where these differ from those at the top and on the left.",
      minimum: 0,
      default: null,
    }),
    mode: choice({ doc: "What the new pixels hold.", of: Object.keys(modules), default: "zero" }),
  },
  inputs: 1,
  shape([input], { padding, after = padding, mode }) {
    const mirrored = [Math.max(padding[0], after[0]), Math.max(padding[1], after[1])] as const;
    const problem =
      featuresProblem("pad", input!) ?? (mode === "reflect" ? reflectionProblem("pad", input!, mirrored) : undefined);
    const [channels, height, width] = input!;
    return problem ?? [channels!, addDim(height!, padding[0] + after[0]), addDim(width!, padding[1] + after[1])];
  },
  range([input], { padding, after = padding, mode }) {
    const adds = [...padding, ...after].some((size) => size > 0);
    return mode === "zero" && adds ? hull(input!, range(0, 0)) : input!;
  },
  role: (input) => input,
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => ({ extent: [1, 1], stride: [1, 1] }),
  lower(b, { inputs: [x], parameters: { padding, after = padding, mode } }) {
    return mode === "zero"
      ? b.apply(surround, [x!], { before: [0, 0, ...padding], after: [0, 0, ...after] })
      : b.apply(pad2d, [x!], { mode, before: padding, after });
  },
  torch(_inputs, { padding: [top, left], after: [bottom, right] = [top, left], mode }) {
    return `${modules[mode]}(${pythonTuple([left, right, top, bottom])})`;
  },
  examples: {
    good: [
      { call: "pad(1)", inputs: [[2, 3, 2]] },
      { call: "pad([0, 1], after: [2, 1], mode: reflect)", inputs: [[2, 3, 3]] },
      { call: "pad([1, 2], mode: replicate)", inputs: [[2, 2, 2]] },
    ],
    bad: [
      { call: "pad(1)", inputs: [[480]] },
      { call: "pad(3, mode: reflect)", inputs: [[8, 4, 3]] },
    ],
  },
});
