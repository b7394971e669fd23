import { figureRows } from "../../reports/run/figure-rows.ts";
import type { EpochFigures, FaceErrors, ReportedRun, ShownExample } from "../../reports/run/run.ts";
import { listSpec } from "../../reports/run/spec-listing.ts";
import { summarise } from "../../reports/summary.ts";
import type { Examples } from "../../runtime/data/examples.ts";
import { RunError } from "../../runtime/errors.ts";
import { evaluateMeanPoint, measureMeanPoint, type SplitEvaluation } from "../../runtime/evaluate/evaluate.ts";
import type { ExampleMeasures } from "../../runtime/evaluate/measure.ts";
import { closeUp } from "../../runtime/pictures/close-up.ts";
import { contactSheet, type Marked, overlayPicture } from "../../runtime/pictures/overlay.ts";
import { readMetrics } from "../../runtime/runs/metrics-log.ts";
import { readRecord } from "../../runtime/runs/record-file.ts";
import { runPaths } from "../../runtime/runs/run-folder.ts";
import type { RunRecord } from "../../runtime/runs/run-record.ts";
import type { EpochMetrics, Measures } from "../../runtime/train/events.ts";
import type { LoadedSplits } from "../../runtime/train/splits.ts";
import type { ChosenExperiment } from "../experiment.ts";
import { withoutIdleOverrides } from "../idle-overrides.ts";
import { withModel } from "../open-model.ts";
import { evaluateSplit } from "../prepare.ts";
import { readSplits } from "../read-splits.ts";
import { jpegUrl } from "./data-url.ts";
import { factsOf, remarkOn } from "./facts.ts";
import { reportedFilters } from "./filters.ts";
import { meanFace } from "./mean-face.ts";

export type Checkpoint = "best" | "last";

/** What a report shows of a run, and the pictures that belong in files beside it. */
export interface RunContent {
  readonly run: ReportedRun;
  readonly sheets: readonly { readonly path: string; readonly content: Uint8Array }[];
}

/** So many of the best and of the worst pictures are shown. */
const mostExamples = 6;
const pictureWidth = 400;

/** Measures a run's weights on its data, and gathers the rest. Throws RunError, DataError or CommandError where a part is missing. */
export async function reportedRun(folder: string, checkpoint: Checkpoint, name: string): Promise<RunContent> {
  const record = await readRecord(folder);
  const metrics = await finishedEpochs(folder, record);
  return withModel({ run: folder, weights: checkpoint }, async ({ chosen: asRun, predict }) => {
    const chosen = withoutIdleOverrides(asRun);
    const splits = await readSplits(chosen);
    try {
      const shown = { shown: splits.validation.ids.length };
      const evaluation = await evaluateSplit(chosen, splits, "validation", predict, shown);
      return await contentOf({ folder, name, checkpoint, record, metrics, chosen, splits, evaluation });
    } finally {
      await splits.close();
    }
  });
}

interface MeasuredRun {
  readonly folder: string;
  readonly name: string;
  readonly checkpoint: Checkpoint;
  readonly record: RunRecord;
  readonly metrics: readonly EpochMetrics[];
  readonly chosen: ChosenExperiment;
  readonly splits: LoadedSplits;
  /** Of all validation examples. */
  readonly evaluation: SplitEvaluation;
}

async function contentOf(measured: MeasuredRun): Promise<RunContent> {
  const { folder, name, checkpoint, record, metrics, chosen, splits, evaluation } = measured;
  const { plan, graph } = chosen;
  const last = metrics.at(-1)!;
  const best = metrics.filter((epoch) => epoch.best).at(-1) ?? last;
  // By the loss, which counts large and small pictures alike.
  const byLoss = [...evaluation.best].sort((a, b) => a.loss - b.loss);
  const bestFaces = byLoss.slice(0, mostExamples);
  const worstFaces = byLoss.slice(-mostExamples).reverse();
  const { validation } = splits;
  const [bestPictures, worstPictures] = [await closeUps(bestFaces, validation), await closeUps(worstFaces, validation)];
  const filters = await reportedFilters(graph, runPaths(folder)[checkpoint], splits.validation, bestFaces[0]!.id);
  const meanTrain = await evaluateMeanPoint(splits.train, { plan, examples: splits.train });
  const remark = remarkOn(record, chosen.overrides);
  const reportedLoss = plan.reported.validation_loss;
  const run: ReportedRun = {
    name,
    experiment: plan.name,
    model: plan.model,
    doc: plan.doc,
    ...(remark === undefined ? {} : { remark }),
    facts: factsOf(folder, measured),
    epochs: metrics.map(curveOf),
    bestEpoch: best.epoch,
    meanPointLoss: evaluation.meanPoint.loss,
    ...(reportedLoss === undefined ? {} : { reportedLoss }),
    figures: figureRows({
      last: figuresOf(last.trainLoss, last.validation),
      best: figuresOf(best.trainLoss, best.validation),
      reported: plan.reported,
      meanPoint: figuresOf(meanTrain.loss, evaluation.meanPoint),
    }),
    weights: checkpoint === "best" ? `best epoch (${best.epoch})` : `last epoch (${last.epoch})`,
    best: await shownExamples(bestFaces, bestPictures),
    worst: await shownExamples(worstFaces, worstPictures),
    errors: faceErrors(evaluation.best, await measureMeanPoint(splits.train, { plan, examples: splits.validation })),
    face: await meanFace(splits.validation, evaluation.best, plan.examples.dataset.keypoints),
    ...(filters === undefined ? {} : { filters }),
    summary: summarise(graph),
    spec: listSpec(chosen.file, chosen.files, graph),
  };
  const sheet = (pictures: readonly Marked[]) => contactSheet(pictures, "png", { columns: 3, tileHeight: 320 });
  const sheets = [
    { path: "best.png", content: await sheet(bestPictures) },
    { path: "worst.png", content: await sheet(worstPictures) },
  ];
  return { run, sheets };
}

async function finishedEpochs(folder: string, { finishedEpochs }: RunRecord): Promise<readonly EpochMetrics[]> {
  const path = runPaths(folder).metrics;
  if (finishedEpochs === 0) throw new RunError(`${folder} has no finished epoch yet, and so nothing to report`, 3);
  const metrics = (await readMetrics(path)).slice(0, finishedEpochs);
  if (metrics.length < finishedEpochs || metrics.some(({ epoch }, index) => epoch !== index + 1))
    throw new RunError(
      `${path} does not hold the run's ${finishedEpochs} ${finishedEpochs === 1 ? "epoch" : "epochs"}: the file is damaged`,
      3,
    );
  return metrics;
}

function curveOf({ epoch, trainLoss, validation }: EpochMetrics): EpochFigures {
  return { epoch, trainLoss, ...(validation === null ? {} : { validationLoss: validation.loss }) };
}

function figuresOf(trainLoss: number, validation: Measures | null): Record<string, number> {
  if (validation === null) return { train_loss: trainLoss };
  const { loss, pixelError, metrics } = validation;
  return { train_loss: trainLoss, validation_loss: loss, pixel_error: pixelError, ...metrics };
}

/** Each face from near, so that its points can be told apart. */
async function closeUps(faces: readonly ExampleMeasures[], { ids, picture }: Examples): Promise<readonly Marked[]> {
  return Promise.all(
    faces.map(async ({ id, truth, predicted }) => {
      const marked = { picture: await picture(ids.indexOf(id)), truth, prediction: predicted };
      return closeUp(marked, pictureWidth);
    }),
  );
}

async function shownExamples(faces: readonly ExampleMeasures[], pictures: readonly Marked[]): Promise<ShownExample[]> {
  return Promise.all(
    faces.map(async ({ id, loss, pixelError }, index) => {
      const picture = jpegUrl(await overlayPicture(pictures[index]!, "jpeg"));
      return { id, loss, pixelError, picture };
    }),
  );
}

/** By the normalised error where the experiment has one, since that is what such curves are drawn over; else in pixels. */
function faceErrors(model: readonly ExampleMeasures[], meanPoint: readonly ExampleMeasures[]): FaceErrors {
  const normalised = model.some(({ metrics }) => Number.isFinite(metrics.nme));
  const errors = (faces: readonly ExampleMeasures[]) =>
    faces
      .filter(({ points }) => points.length > 0)
      .flatMap(({ pixelError, metrics }) => (normalised ? (metrics.nme ?? []) : pixelError));
  return {
    name: normalised ? "normalised mean error" : "mean error of a face in pixels",
    unit: normalised ? "share" : "pixels",
    model: errors(model),
    meanPoint: errors(meanPoint),
  };
}
