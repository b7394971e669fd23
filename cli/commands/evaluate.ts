import { dirname } from "node:path";
import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { modelChoice, sourceOf, targetOption, weightsOptions } from "../model-choice.ts";
import { result, resultJson } from "../output.ts";
import { skippedJsonPaths } from "../skipped.ts";

const measures = (of: string) => ({
  [`${of}.loss`]: "the experiment's loss",
  [`${of}.mse`]: "mean squared error in shares of the network's picture",
  [`${of}.pixelError`]: "mean distance in pixels of the pictures as they are",
  [`${of}.metrics*`]: "the experiment's metrics, by name",
});

const example = (list: string) => ({
  [`${list}[].id`]: "of the example, as in 33-1m",
  [`${list}[].image`]: "picture file",
  ...measures(`${list}[]`),
  [`${list}[].points[]`]: "the visible points, by their indices in the keypoint scheme",
  [`${list}[].predicted[]`]: "x, y, x, y, ... of these, in pixels of the picture",
  [`${list}[].truth[]`]: "where they are",
});

type OpenModel = import("../open-model.ts").OpenModel;

/** `kpc evaluate`: how well a run's weights do, and where they do badly. */
export const evaluate: Command = {
  usage: "evaluate [run]",
  summary: "measure a run: losses, error in pixels, best and worst examples",
  examples: [
    ["kpc evaluate runs/Nose-1", "the best checkpoint, on the validation split"],
    ["kpc evaluate --pictures", "the newest run, with pictures: truth green, prediction orange"],
    ["kpc evaluate runs/Nose-1 --split train --checkpoint last", "other examples, other weights"],
    ["kpc evaluate --spec specs/nosenet.kpnet#Nose --weights nose.pt", "a state dict of PyTorch's, without a run"],
  ],
  positionals: { run: { describe: "a run folder (default: the newest in runs/)" } },
  options: {
    split: { type: "string", choices: ["train", "validation"], default: "validation", describe: "which examples" },
    checkpoint: { type: "string", choices: ["best", "last"], default: "best", describe: "which weights" },
    pictures: {
      type: "boolean",
      default: false,
      describe: "write a contact sheet into the run folder, or beside the weights",
    },
    ...weightsOptions,
    target: targetOption,
  },
  json: {
    run: "folder of the run, null with --spec",
    checkpoint: "best or last, null with --weights",
    weights: "the file of --weights, or null",
    split: "train or validation",
    count: "number of examples",
    ...measures("model"),
    ...measures("meanPoint"),
    reportedLoss: "the document's loss on this split, null where the spec reports none",
    ...example("worst"),
    ...example("best"),
    pictures: "path of the contact sheet, or null",
    ...skippedJsonPaths,
  },
  async run(args) {
    const { withModel } = await import("../open-model.ts");
    const { evaluateSplit } = await import("../prepare.ts");
    const { readSplits } = await import("../read-splits.ts");
    const { skippedExamples } = await import("../../runtime/data/skipped-examples.ts");
    const { evaluationJson, renderEvaluation, writePictures } = await import("../evaluation.ts");
    const choice = await modelChoice(args);
    const split = args.split as "train" | "validation";
    const measure = async ({ chosen, predict }: OpenModel) => {
      const splits = await readSplits(chosen);
      const shown = args.pictures ? { shown: splits[split].ids.length } : {};
      const evaluation = await evaluateSplit(chosen, splits, split, predict, shown);
      return { evaluation, examples: splits[split], skipped: skippedExamples(splits.skipped) };
    };
    const { evaluation, examples, skipped } = await withModel(choice, measure, args.target as string | undefined);
    const { run, checkpoint, weights } = sourceOf(choice);
    const folder = run ?? dirname(weights ?? ".");
    const pictures = args.pictures ? await writePictures(folder, evaluation, examples) : null;
    if (args.json)
      resultJson("evaluate", { run, checkpoint, weights, ...evaluationJson(evaluation), pictures, skipped });
    else result(renderEvaluation(evaluation, pictures, checkpoint ?? null));
    return exit.ok;
  },
};
