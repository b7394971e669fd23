/** Phase 2: what a declaration comes to. Variants are applied, arguments worked out, models unrolled. */

export { elaborateBlock } from "./block.ts";
export { elaborateConst } from "./const.ts";
export type { Project } from "./context.ts";
export { elaborateDataset } from "./dataset.ts";
export { elaborateExamples } from "./examples.ts";
export { type Combination, elaborateExperiment, elaborateSweep } from "./experiment.ts";
export { elaborateKeypoints } from "./keypoints.ts";
export { elaborateModel } from "./model.ts";
export { mostVariants } from "./variants.ts";
