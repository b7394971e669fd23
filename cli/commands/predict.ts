import type { Command } from "../command.ts";
import { CommandError, exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";

/** `kpc predict`: finds the points in pictures. */
export const predict: Command = {
  usage: "predict <image...>",
  summary: "find the points in pictures, with the weights of a run",
  examples: [
    ["kpc predict me.jpg", "with the newest run; writes predictions/me.png"],
    ["kpc predict data/imm/3*.jpg --run runs/Nose-1 --csv", "points as CSV, no pictures"],
  ],
  positionals: { image: { type: "string", array: true, demandOption: true, describe: "picture files" } },
  options: {
    run: { type: "string", describe: "a run folder (default: the newest in runs/)" },
    checkpoint: { choices: ["best", "last"], default: "best", describe: "which weights" },
    csv: { type: "boolean", default: false, describe: "print the points as CSV, and write no pictures" },
    out: { type: "string", default: "predictions", describe: "folder for the overlay pictures" },
  },
  async run(args) {
    if (args.csv && args.json) throw new CommandError(exit.usage, "--csv or --json, not both");
    const { newestRun } = await import("../newest-run.ts");
    const { openRun } = await import("../open-run.ts");
    const { overlays } = await import("../prediction.ts");
    const { predictFiles } = await import("../../runtime/predict/predict.ts");
    const { predictionsToCsv } = await import("../../runtime/predict/write.ts");
    const run = await openRun(
      (args.run as string | undefined) ?? (await newestRun("runs")),
      args.checkpoint as "best" | "last",
    );
    try {
      const { plan, graph } = run.chosen;
      const inputShape = graph.inputs[0]!.shape as readonly number[];
      const predictions = [];
      for await (const prediction of predictFiles(args.image as string[], {
        plan: plan.examples,
        inputShape,
        predict: (inputs, count) => run.predictor.predict(inputs, count),
      })) {
        predictions.push(prediction);
      }
      if (args.csv) result(predictionsToCsv(predictions).trimEnd());
      else if (args.json) resultJson("predict", { predictions });
      else result((await overlays(predictions, run.chosen, args.out as string)).join("\n"));
    } finally {
      await run.predictor.close();
    }
    return exit.ok;
  },
};
