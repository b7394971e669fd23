import { availableParallelism } from "node:os";
import { resolveExperiment } from "../../../cli/experiment.ts";
import { type EngineChoice, type LoadedExperiment, prepareExperiment } from "../../../cli/prepare.ts";
import { memorySource } from "../../../compiler/file-source.ts";

/** A small net with every kind of thing that a run draws and keeps: weights, order, dropout masks, Adam's averages. */
export const dotsSpec = `kpnet 1

keypoints Dot58 { count: 58; names: { dot: 52 } }

dataset Dots {
  source: imm("data")
  keypoints: Dot58
  split: by_person(train: 1..4, validation: [5])
}

examples DotExamples from Dots {
  keep_points([dot])
  grayscale()
  resize(24, 32)
  scale(-0.5..0.5)
}

model DotNet {
  input image: image[1, 24, 32] in -0.5..0.5

  conv1 = conv2d(4, kernel: 3, padding: 1)
  maxpool2d(2)
  relu()
  conv2 = conv2d(8, kernel: 3, padding: 1)
  maxpool2d(2)
  relu()
  drop = dropout2d(p: 0.1)
  flatten()
  fc1 = linear(16)
  relu()
  fc2 = linear(2)

  output dot: points[1]
}

experiment Dot {
  model: DotNet
  data: DotExamples
  loss: mse()
  optimizer: adam(lr: 1e-2)
  epochs: 20
  batch: 5
  seed: 11
}
`;

export interface DotsOptions {
  /** The default one where left out, on two threads, or what there is. */
  readonly engine?: EngineChoice;
  readonly text?: string;
}

/** The experiment on the dots in `root`/data, ready for an engine. */
export function dotsExperiment(
  root: string,
  overrides: Readonly<Record<string, string>> = {},
  { engine = { threads: Math.min(2, availableParallelism()) }, text = dotsSpec }: DotsOptions = {},
): Promise<LoadedExperiment> {
  const file = "dots.kpnet";
  const chosen = resolveExperiment(memorySource({ [file]: text }), { root, file, name: "Dot", overrides });
  return prepareExperiment(chosen, engine);
}
