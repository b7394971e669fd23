import type { TypedGraph } from "../../compiler/ir/graph.ts";
import { type ChainStep, chain } from "./chain.ts";

const conv = (path: string, to: number): ChainStep => ({
  path,
  op: "conv2d",
  parameters: { out_channels: { to }, kernel: [3, 3], padding: [1, 1] },
});
const pool = (path: string): ChainStep => ({ path, op: "maxpool2d", parameters: { kernel: [2, 2] } });
const relu = (path: string): ChainStep => ({ path, op: "relu" });
const linear = (path: string, to: number): ChainStep => ({ path, op: "linear", parameters: { out_features: { to } } });

const steps: readonly ChainStep[] = [
  ...[6, 16, 32, 32].flatMap((width, i) => [
    conv(`conv${i + 1}`, width),
    pool(`maxpool${i + 1}`),
    relu(`relu${i + 1}`),
  ]),
  { path: "flatten#1", op: "flatten" },
  linear("fc1", 240),
  relu("relu5"),
  linear("fc2", 2),
];

const points = { role: "points", shape: [1, 2] } as const;

/** The document's NoseNet, as its spec compiles to. */
export function noseNet(): TypedGraph {
  return chain([1, 60, 80], steps, points);
}

/** NoseNetAlternative: an average pool first, dropout of channels, a sigmoid at the end. */
export function noseNetAlternative(): TypedGraph {
  const average: ChainStep = { path: "avgpool", op: "avgpool2d", parameters: { kernel: [2, 2] } };
  const drop: ChainStep = { path: "conv2_drop", op: "dropout2d", parameters: { p: 0.2 } };
  const edited = steps.flatMap((step) => {
    if (step.path === "maxpool1") return [average];
    return step.path === "relu4" ? [step, drop] : [step];
  });
  return chain([1, 60, 80], [...edited, { path: "sigmoid", op: "sigmoid" }], points);
}
