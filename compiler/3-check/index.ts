/** Phase 3: what flows through a sound graph (role, range, frame, cost), and whether it is what was meant. */
export { checkBlockAllowances } from "./allowances.ts";
export { blameEdits } from "./blame-edits.ts";
export {
  type CheckedCombination,
  checkDataset,
  checkExamples,
  checkExperiment,
  checkLastBatch,
  checkSweep,
  modelForExamples,
  typeExamples,
} from "./experiment/index.ts";
export { type CheckedModel, checkModel } from "./model.ts";
export { checkPropertyAllowances } from "./property-allowances.ts";
export { uncalledBlocks } from "./uncalled-blocks.ts";
export { checkUnused } from "./unused-declarations.ts";
