import { join } from "node:path";
import { writeAtomically } from "../runtime/checkpoints/atomic-write.ts";
import type { Examples } from "../runtime/data/examples.ts";
import { type Figures, showFigure } from "../runtime/evaluate/chosen-metrics.ts";
import type { SplitEvaluation } from "../runtime/evaluate/evaluate.ts";
import { contactSheet } from "../runtime/pictures/overlay.ts";
import { shown } from "./paths.ts";
import { figure } from "./progress.ts";

/** At most so many pictures on a sheet. */
const sheetSize = 24;
/** So many of the best and the worst are named. */
const namedExamples = 5;

/** For a person. `checkpoint` says which weights of a run were measured; null where they are from a file. */
export function renderEvaluation(
  evaluation: SplitEvaluation,
  pictures: string | null,
  checkpoint: string | null,
): string {
  const { split, count, model, meanPoint, reportedLoss, worst, best } = evaluation;
  const row = (name: string, loss: number, pixels?: number): string =>
    `  ${name.padEnd(24)}${figure(loss).padStart(12)}${pixels === undefined ? "" : pixels.toFixed(1).padStart(12)}`;
  const named = (examples: SplitEvaluation["worst"]): string =>
    examples
      .slice(0, namedExamples)
      .map(({ id, pixelError }) => `${id} (${pixelError.toFixed(1)} px)`)
      .join(", ");
  return [
    `${count} ${split} examples`,
    "",
    `  ${"".padEnd(24)}${"loss".padStart(12)}${"pixels off".padStart(12)}`,
    row(checkpoint === null ? "these weights" : `the ${checkpoint} epoch's weights`, model.loss, model.pixelError),
    ...(reportedLoss === undefined ? [] : [row("reported in the document", reportedLoss)]),
    row("always the mean point", meanPoint.loss, meanPoint.pixelError),
    ...figureRows(model.metrics, meanPoint.metrics),
    "",
    `best:  ${named(best)}`,
    `worst: ${named(worst)}`,
    ...(pictures === null ? [] : ["", `${onSheet(count)}, truth green and prediction orange: ${pictures}`]),
  ].join("\n");
}

/** The metrics of this run beside those of always giving the mean point; none where the experiment has none. */
function figureRows(model: Figures, meanPoint: Figures): string[] {
  const names = Object.keys(model);
  if (names.length === 0) return [];
  const cells = (a: string, b: string) => `${a.padStart(12)}${b.padStart(12)}`;
  const rows = names.map((name) => {
    const [ours, means] = [model, meanPoint].map((figures) => showFigure(name, figures[name]));
    return `  ${name.padEnd(24)}${cells(ours!, means!)}`;
  });
  return ["", `  ${"metric".padEnd(24)}${cells("this run", "mean point")}`, ...rows];
}

/** What a sheet of so many examples shows. */
function onSheet(count: number): string {
  if (count <= sheetSize) return "pictures, worst first";
  return `pictures of the ${sheetSize / 2} worst and the ${sheetSize / 2} best of ${count}`;
}

/** For a tool: the same examples are named, and their pictures from where the caller stands. */
export function evaluationJson(evaluation: SplitEvaluation) {
  const named = (examples: SplitEvaluation["worst"]) =>
    examples.slice(0, namedExamples).map((example) => ({ ...example, image: shown(example.image) }));
  const { worst, best, reportedLoss = null } = evaluation;
  return { ...evaluation, reportedLoss, worst: named(worst), best: named(best) };
}

/** A contact sheet of the examples, worst first and then the best; gives its path. */
export async function writePictures(
  folder: string,
  { split, worst }: SplitEvaluation,
  { ids, picture }: Examples,
): Promise<string> {
  const half = sheetSize / 2;
  const chosen = worst.length <= sheetSize ? worst : [...worst.slice(0, half), ...worst.slice(-half)];
  const marked = chosen.map(({ id, truth, predicted }) => ({
    picture: () => picture(ids.indexOf(id)),
    truth,
    prediction: predicted,
  }));
  const path = join(folder, `${split}.png`);
  await writeAtomically(path, await contactSheet(marked, "png"));
  return shown(path);
}
