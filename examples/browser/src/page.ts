import { type Model, type Opened, openModel, reasonOf, slowerThan } from "./backends.ts";
import { type Camera, openCamera } from "./camera.ts";
import { showLosses } from "./curve.ts";
import { download } from "./download.ts";
import { element, say, sayProblem } from "./elements.ts";
import { disposeOf, type Lesson, locate, type Nose, noseFrom, type StateDict, train } from "./nose.ts";
import { onFile } from "./pictures.ts";
import { onMove, showPicture, showPoints, textOf } from "./view.ts";

type Point = Lesson["point"];

/** What stands in the view. */
interface Shown {
  readonly picture: ImageData;
  network: Point;
  own?: Point;
}

const steps = 20;
const backendName = element("backend", HTMLElement);
const cameraButton = element("camera", HTMLButtonElement);
const trainButton = element("train", HTMLButtonElement);
const saveButton = element("save", HTMLButtonElement);
const loadButton = element("load", HTMLButtonElement);
const lessonsText = element("lessons", HTMLElement);

const lessons = new Map<ImageData, Point>();
const losses: number[] = [];
let nose: Nose;
/** The weights after the last training that went well, apart from the backend, which may break down. */
let kept: StateDict;
let shown: Shown | undefined;
let camera: Camera | undefined;
/** Counts what is to be shown, so that what took longer never replaces what came later. */
let newest = 0;
let isTraining = false;

await start();

async function start(): Promise<void> {
  try {
    const asked = new URLSearchParams(location.search).get("backend") ?? undefined;
    const opened = await openModel(asked);
    const { weights, problem } = await firstWeights(opened.model);
    nose = noseFrom(opened, weights);
    kept = weights;
    showBackend(opened);
    if (problem === undefined) say("Choose a photo of one face, upright and with some room around it.");
    else sayProblem(problem);
  } catch (error) {
    backendName.textContent = "not running";
    return sayProblem(reasonOf(error));
  }
  saveButton.disabled = false;
  loadButton.disabled = false;
  onFile((file) => void take(file));
  onMove(() => shown?.own ?? shown?.network, correct);
  cameraButton.addEventListener("click", () => void (camera === undefined ? startCamera() : stopCamera()));
  trainButton.addEventListener("click", () => void trainOnLessons());
  saveButton.addEventListener("click", () => void save());
}

/** Those beside the page, or random ones and why. */
async function firstWeights(model: Model): Promise<{ weights: StateDict; problem?: string }> {
  try {
    const weights = await model.fetchWeights("NoseNet.safetensors");
    return { weights: await model.exportWeights(weights) };
  } catch (error) {
    const problem = `The network begins with random weights and finds nothing yet: ${reasonOf(error)}.`;
    return { weights: await model.exportWeights(model.create(1)), problem };
  }
}

function showBackend({ backend, without }: Opened): void {
  backendName.textContent = [`runs on ${backend}`, ...without.map((reason) => `no ${reason}`)].join(" · ");
}

async function take(file: File): Promise<void> {
  if (file.name.endsWith(".safetensors")) return loadWeights(file);
  try {
    const picture = await nose.model.pixelsOf(file);
    stopCamera();
    say(`Looking for the nose in ${file.name} …`);
    await show(picture, file.name);
    say(`The nose is at ${textOf(shown!.network)} in ${file.name}, says the network.`);
  } catch (error) {
    sayProblem(`${file.name}: ${reasonOf(error)}.`);
  }
}

async function show(picture: ImageData, name: string): Promise<void> {
  newest += 1;
  const mine = newest;
  const network = await whereItRuns(() => locate(nose, picture));
  if (mine !== newest) return;
  shown = { picture, network };
  showPicture(picture, `${name}, ${picture.width} by ${picture.height} pixels`);
  showPoints(network, undefined);
}

function correct(point: Point): void {
  if (shown === undefined) return;
  stopCamera();
  newest += 1;
  shown.own = point;
  lessons.set(shown.picture, point);
  showPoints(shown.network, point);
  lessonsText.textContent = lessons.size === 1 ? "1 corrected picture." : `${lessons.size} corrected pictures.`;
  trainButton.disabled = isTraining;
}

async function startCamera(): Promise<void> {
  try {
    camera = await openCamera();
  } catch (error) {
    return sayProblem(reasonOf(error));
  }
  cameraButton.textContent = "Hold this picture";
  say("The network follows the nose. Hold a picture to correct the point.");
  const { video } = camera;
  try {
    while (camera?.video === video) {
      const picture = await nose.model.pixelsOf(video);
      if (camera?.video === video) await show(picture, "the camera's picture");
      await new Promise(requestAnimationFrame);
    }
  } catch (error) {
    stopCamera();
    sayProblem(`The camera stopped: ${reasonOf(error)}.`);
  }
}

function stopCamera(): void {
  camera?.stop();
  camera = undefined;
  cameraButton.textContent = "Use the camera";
}

async function trainOnLessons(): Promise<void> {
  setTraining(true);
  say("Training …");
  try {
    const pictures = [...lessons].map(([picture, point]): Lesson => ({ picture, point }));
    const before = losses.length;
    await whereItRuns(() => {
      losses.length = before;
      return train(nose, pictures, steps, (loss) => {
        losses.push(loss);
        showLosses(losses);
      });
    });
    kept = await nose.model.exportWeights(nose.training.weights);
    if (shown !== undefined) {
      shown.network = await locate(nose, shown.picture);
      showPoints(shown.network, shown.own);
    }
    say(`Trained ${steps} steps; the loss is ${losses.at(-1)!.toExponential(2)}.`);
  } catch (error) {
    sayProblem(`Training stopped: ${reasonOf(error)}. The weights are those from before.`);
  }
  setTraining(false);
}

/** Weights stay what they are while they are trained. */
function setTraining(now: boolean): void {
  isTraining = now;
  for (const button of [trainButton, saveButton, loadButton]) button.disabled = now;
}

/** Does something with the network; where the backend breaks down, goes on with the next one and the weights that were kept. */
async function whereItRuns<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await Promise.race([work(), nose.lost]);
  } catch (error) {
    const next = slowerThan(nose.backend);
    if (next === undefined) throw error;
    // Where the GPU went away, that says more than what failed for want of it.
    const reason = await Promise.race([nose.lost, pause(100)]).then(() => reasonOf(error), reasonOf);
    const problem = `${nose.backend}: ${reason}`;
    const opened = await openModel(next);
    nose = noseFrom(opened, kept);
    showBackend({ ...opened, without: [problem, ...opened.without] });
    return work();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function save(): Promise<void> {
  try {
    download(await nose.model.save(nose.training.weights), "NoseNet.safetensors");
    say("Saved as NoseNet.safetensors. kpc and PyTorch read it too.");
  } catch (error) {
    sayProblem(`The weights can't be saved: ${reasonOf(error)}.`);
  }
}

async function loadWeights(file: File): Promise<void> {
  if (isTraining) return sayProblem("Weights can be loaded when the training is over.");
  try {
    const loaded = noseFrom(nose, await file.arrayBuffer());
    disposeOf(nose);
    nose = loaded;
    kept = await nose.model.exportWeights(nose.training.weights);
    say(`The network has the weights of ${file.name}.`);
  } catch (error) {
    return sayProblem(`${file.name} is not for this network: ${reasonOf(error)}. It keeps the weights that it had.`);
  }
  if (shown !== undefined) {
    shown.network = await locate(nose, shown.picture);
    showPoints(shown.network, shown.own);
  }
}
