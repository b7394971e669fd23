import { DataError } from "../../compiler/datasets/reader.ts";
import type { Prediction } from "../../runtime/predict/predict.ts";
import type { Command } from "../command.ts";
import { CommandError, exit } from "../exit.ts";
import { modelChoice, targetOption, weightsOptions } from "../model-choice.ts";
import { result, resultJson, say } from "../output.ts";

type OpenModel = import("../open-model.ts").OpenModel;

/** `kpc predict`: finds the points in pictures. */
export const predict: Command = {
  usage: "predict [image...]",
  summary: "find the points in pictures, with the weights of a run",
  examples: [
    ["kpc predict me.jpg", "with the newest run; writes predictions/me.png"],
    ["kpc predict data/imm/3*.jpg --run runs/Nose-1 --csv", "points as CSV, no pictures"],
    ["kpc predict group.jpg --box 80,60,200,240", "one face of a photo, for examples that crop to a box"],
    ["kpc predict data/kaggle/test.csv --csv", "all faces of a CSV file, for data sets that are CSV"],
    ["kpc predict --boxes data/ibug/test.xml --csv kaggle", "a submission of all faces that dlib's XML lists"],
    ["kpc predict me.jpg --json", "points as JSON, no pictures"],
    [
      "kpc predict me.jpg --spec specs/nosenet.kpnet#Nose --weights nose.pt",
      "a state dict of PyTorch's, without a run",
    ],
  ],
  positionals: {
    image: { describe: "picture files, or CSV files of them where the data set is CSV; may be left out with --boxes" },
  },
  options: {
    run: { type: "string", describe: "a run folder (default: the newest in runs/)" },
    checkpoint: { type: "string", choices: ["best", "last"], default: "best", describe: "which weights" },
    ...weightsOptions,
    target: targetOption,
    box: { type: "string", describe: "left,top,width,height of the face in pixels (default: the whole picture)" },
    boxes: { type: "string", describe: "dlib's XML with the boxes of the faces; without pictures, all that it lists" },
    csv: {
      type: "string",
      choices: ["points", "kaggle"],
      bare: "points",
      describe: "print the points as CSV, a line a point or as Kaggle's competition wants them, and write no pictures",
    },
    out: { type: "string", default: "predictions", describe: "folder for the pictures with the points on them" },
  },
  json: {
    "predictions[].file": "picture file, as given",
    "predictions[].width": "of the picture, in pixels",
    "predictions[].height": "of the picture, in pixels",
    "predictions[].points[].index": "of the point in the keypoint scheme, from 0",
    "predictions[].points[].name?": "of the point, where the scheme names it",
    "predictions[].points[].x": "in pixels; whole numbers are pixel centres",
    "predictions[].points[].y": "in pixels, down",
    "refused[].file?": "picture file, as given, that no points could be found in; the exit code is 3 then",
    "refused[].message?": "why, as a sentence without its subject",
  },
  async run(args) {
    if (args.csv !== undefined && args.json) throw new CommandError(exit.usage, "--csv or --json, not both");
    const images = args.image as readonly string[];
    const [box, boxes] = [args.box, args.boxes] as (string | undefined)[];
    if (images.length === 0 && boxes === undefined)
      throw new CommandError(exit.usage, "which image? As in `kpc predict me.jpg`");
    const { withModel } = await import("../open-model.ts");
    const { overlays } = await import("../prediction.ts");
    const { predictFiles } = await import("../../runtime/predict/predict.ts");
    const { namedFaces } = await import("../face-boxes.ts");
    const { predictionsToCsv, predictionsToKaggle } = await import("../../runtime/predict/write.ts");
    const refused: DataError[] = [];
    const predictAll = async ({ chosen, predict }: OpenModel) => {
      const inputShape = chosen.graph.inputs[0]!.shape as readonly number[];
      const options = {
        plan: chosen.plan.examples,
        inputShape,
        predict,
        refused: (error: DataError) => refused.push(error),
      };
      const predictions = [];
      const faces = await namedFaces({ images, box, boxes }, chosen);
      for await (const prediction of predictFiles(faces, options)) predictions.push(prediction);
      return { chosen, faces, predictions };
    };
    const choice = await modelChoice(args);
    const { chosen, faces, predictions } = await withModel(choice, predictAll, args.target as string | undefined);
    const [first, ...others] = refused;
    if (first !== undefined && predictions.length === 0)
      throw new DataError(first.message, first.file, first.line, others);

    if (args.csv === "points") result(predictionsToCsv(predictions).trimEnd());
    else if (args.csv === "kaggle") result(predictionsToKaggle(wholeList(predictions, refused)).trimEnd());
    else if (args.json) resultJson("predict", { predictions, refused: refused.map(refusedJson) });
    else result((await overlays(predictions, faces, chosen, args.out as string)).join("\n"));
    for (const { file, message } of refused) say(`kpc: ${file}: ${message}`);
    return refused.length === 0 ? exit.ok : exit.data;
  },
};

/** A submission counts the numbers of all pictures: one that is missing would shift those behind it. */
function wholeList(predictions: readonly Prediction[], refused: readonly DataError[]): readonly Prediction[] {
  const [first, ...others] = refused;
  if (first === undefined) return predictions;
  throw new DataError(`${first.message}; a submission needs every picture`, first.file, first.line, others);
}

function refusedJson({ file, message }: DataError) {
  return { file, message };
}
