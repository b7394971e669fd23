import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";

const measures = (of: string) => ({
  [`${of}.loss`]: "the experiment's loss",
  [`${of}.mse`]: "mean squared error in shares of the network's picture",
  [`${of}.pixelError`]: "mean distance in pixels of the pictures as they are",
});

const example = (list: string) => ({
  [`${list}[].id`]: "of the example, as in 33-1m",
  [`${list}[].image`]: "picture file",
  ...measures(`${list}[]`),
  [`${list}[].predicted[]`]: "x, y, x, y, ... in pixels of the picture",
  [`${list}[].truth[]`]: "where the points are",
});

/** `kpc evaluate`: how well a run's weights do, and where they do badly. */
export const evaluate: Command = {
  usage: "evaluate [run]",
  summary: "measure a run: losses, error in pixels, best and worst examples",
  examples: [
    ["kpc evaluate runs/Nose-1", "the best checkpoint, on the validation split"],
    ["kpc evaluate --pictures", "the newest run, with pictures: truth green, prediction orange"],
    ["kpc evaluate runs/Nose-1 --split train --checkpoint last", "other examples, other weights"],
  ],
  positionals: { run: { describe: "a run folder (default: the newest in runs/)" } },
  options: {
    split: { type: "string", choices: ["train", "validation"], default: "validation", describe: "which examples" },
    checkpoint: { type: "string", choices: ["best", "last"], default: "best", describe: "which weights" },
    pictures: { type: "boolean", default: false, describe: "write a contact sheet into the run folder" },
  },
  json: {
    run: "folder of the run",
    checkpoint: "best or last",
    split: "train or validation",
    count: "number of examples",
    ...measures("model"),
    ...measures("meanPoint"),
    reportedLoss: "the document's loss on this split, null where the spec reports none",
    ...example("worst"),
    ...example("best"),
    pictures: "path of the contact sheet, or null",
  },
  async run(args) {
    const { withRun } = await import("../open-run.ts");
    const { evaluateSplit } = await import("../prepare.ts");
    const { readSplits } = await import("../read-splits.ts");
    const { evaluationJson, renderEvaluation, writePictures } = await import("../evaluation.ts");
    const { newestRun } = await import("../newest-run.ts");
    const folder = (args.run as string | undefined) ?? (await newestRun("runs"));
    const split = args.split as "train" | "validation";
    const checkpoint = args.checkpoint as "best" | "last";
    const evaluation = await withRun(folder, checkpoint, async ({ chosen, predict }) => {
      const splits = await readSplits(chosen);
      return evaluateSplit(chosen, splits, split, predict, args.pictures ? { shown: splits[split].ids.length } : {});
    });
    const pictures = args.pictures ? await writePictures(folder, evaluation) : null;
    if (args.json) resultJson("evaluate", { run: folder, checkpoint, ...evaluationJson(evaluation), pictures });
    else result(renderEvaluation(evaluation, pictures));
    return exit.ok;
  },
};
