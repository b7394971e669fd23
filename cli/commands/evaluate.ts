import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";

/** `kpc evaluate`: how well a run's weights do, and where they do badly. */
export const evaluate: Command = {
  usage: "evaluate [run]",
  summary: "measure a run: losses, error in pixels, best and worst examples",
  examples: [
    ["kpc evaluate runs/Nose-1", "the best checkpoint, on the validation split"],
    ["kpc evaluate runs/Nose-1 --pictures", "also pictures: truth green, prediction orange"],
  ],
  positionals: { run: { type: "string", describe: "a run folder (default: the newest in runs/)" } },
  options: {
    split: { choices: ["train", "validation"], default: "validation", describe: "which examples" },
    checkpoint: { choices: ["best", "last"], default: "best", describe: "which weights" },
    pictures: { type: "boolean", default: false, describe: "write a contact sheet into the run folder" },
  },
  async run(args) {
    const { openRun } = await import("../open-run.ts");
    const { evaluateSplit } = await import("../prepare.ts");
    const { loadSplits } = await import("../../runtime/train/splits.ts");
    const { renderEvaluation, writePictures } = await import("../evaluation.ts");
    const { newestRun } = await import("../newest-run.ts");
    const folder = (args.run as string | undefined) ?? (await newestRun("runs"));
    const split = args.split as "train" | "validation";
    const run = await openRun(folder, args.checkpoint as "best" | "last");
    try {
      const splits = await loadSplits(run.chosen.plan, run.chosen.root);
      const count = args.pictures ? { shown: splits[split].ids.length } : {};
      const evaluation = await evaluateSplit(
        run.chosen,
        splits,
        split,
        (inputs, n) => run.predictor.predict(inputs, n),
        count,
      );
      const pictures = args.pictures ? await writePictures(folder, evaluation) : undefined;
      if (args.json)
        resultJson("evaluate", { run: folder, checkpoint: args.checkpoint, ...evaluation, pictures: pictures ?? null });
      else result(renderEvaluation(evaluation, pictures));
    } finally {
      await run.predictor.close();
    }
    return exit.ok;
  },
};
