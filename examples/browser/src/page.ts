import { type Opened, reasonOf } from "./backends.ts";
import { type Camera, openCamera } from "./camera.ts";
import { showLosses } from "./curve.ts";
import { download } from "./download.ts";
import { element, say, sayProblem } from "./elements.ts";
import { Network } from "./network.ts";
import type { Point } from "./nose.ts";
import { onFile } from "./pictures.ts";
import { onMove, showPicture, showPoints, textOf } from "./view.ts";

/** What stands in the view. */
interface Shown {
  readonly picture: ImageData;
  found: Point;
  own?: Point;
}

const steps = 20;
const backendName = element("backend", HTMLElement);
const panel = element("panel", HTMLFieldSetElement);
const cameraButton = element("camera", HTMLButtonElement);
const trainButton = element("train", HTMLButtonElement);
const saveButton = element("save", HTMLButtonElement);
const loadButton = element("load", HTMLButtonElement);
const lessonsText = element("lessons", HTMLElement);

/** Where the user says that the nose is, in every picture that he corrected. */
const lessons = new Map<ImageData, Point>();
/** Of all steps so far. */
let losses: readonly number[] = [];
let network: Network;
let shown: Shown | undefined;
let camera: Camera | undefined;
/** Counts what is to be shown, so that what took longer never replaces what came later. */
let newest = 0;
let isTraining = false;

await start();

async function start(): Promise<void> {
  try {
    const asked = new URLSearchParams(location.search).get("backend") ?? undefined;
    const opened = await Network.open(asked, showBackend);
    network = opened.network;
    if (opened.problem === undefined) say("Choose a photo of one face, upright and with some room around it.");
    else sayProblem(opened.problem);
  } catch (error) {
    backendName.textContent = "not running";
    return sayProblem(reasonOf(error));
  }
  onFile((file) => void (file.name.endsWith(".safetensors") ? loadWeights(file) : openPhoto(file)));
  onMove(() => shown?.own ?? shown?.found, correct);
  cameraButton.addEventListener("click", () => void (camera === undefined ? startCamera() : stopCamera()));
  trainButton.addEventListener("click", () => void train());
  saveButton.addEventListener("click", () => void save());
  panel.disabled = false;
}

function showBackend({ backend, without }: Opened): void {
  backendName.textContent = [`runs on ${backend}`, ...without.map((reason) => `no ${reason}`)].join(" · ");
}

async function openPhoto(file: File): Promise<void> {
  try {
    const picture = await network.pixelsOf(file);
    stopCamera();
    say(`Looking for the nose in ${file.name} …`);
    const found = await show(picture, file.name);
    if (found !== undefined) say(`The nose is at ${textOf(found)} in ${file.name}, says the network.`);
  } catch (error) {
    sayProblem(`${file.name}: ${reasonOf(error)}.`);
  }
}

/** Gives where the nose is, or nothing where another picture came in the meantime. */
async function show(picture: ImageData, name: string): Promise<Point | undefined> {
  newest += 1;
  const mine = newest;
  const found = await network.locate(picture);
  if (mine !== newest) return undefined;
  shown = { picture, found };
  showPicture(picture, `${name}, ${picture.width} by ${picture.height} pixels`);
  showPoints(found, undefined);
  return found;
}

/** Looks again, with weights that have changed. */
async function showAgain(): Promise<void> {
  if (shown === undefined) return;
  const again = shown;
  again.found = await network.locate(again.picture);
  if (shown === again) showPoints(again.found, again.own);
}

function correct(point: Point): void {
  if (shown === undefined) return;
  stopCamera();
  newest += 1;
  shown.own = point;
  lessons.set(shown.picture, point);
  showPoints(shown.found, point);
  lessonsText.textContent = lessons.size === 1 ? "1 corrected picture." : `${lessons.size} corrected pictures.`;
  trainButton.disabled = isTraining;
}

async function startCamera(): Promise<void> {
  cameraButton.disabled = true;
  try {
    camera = await openCamera();
  } catch (error) {
    return sayProblem(reasonOf(error));
  } finally {
    cameraButton.disabled = false;
  }
  cameraButton.textContent = "Hold this picture";
  say("The network follows the nose. Hold a picture to correct the point.");
  const { video } = camera;
  try {
    while (camera?.video === video) {
      const picture = await network.pixelsOf(video);
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

async function train(): Promise<void> {
  setTraining(true);
  say("Training …");
  try {
    const before = losses;
    const corrected = [...lessons].map(([picture, point]) => ({ picture, point }));
    await network.train(corrected, steps, (latest) => {
      losses = [...before, ...latest];
      showLosses(losses);
    });
    await showAgain();
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

async function save(): Promise<void> {
  try {
    download(await network.save(), "NoseNet.safetensors");
    say("Saved as NoseNet.safetensors. kpc and PyTorch read it too.");
  } catch (error) {
    sayProblem(`The weights can't be saved: ${reasonOf(error)}.`);
  }
}

async function loadWeights(file: File): Promise<void> {
  if (isTraining) return sayProblem("Weights can be loaded when the training is over.");
  try {
    await network.load(await file.arrayBuffer());
  } catch (error) {
    return sayProblem(`${file.name} is not for this network: ${reasonOf(error)}. It keeps the weights that it had.`);
  }
  await showAgain();
  say(`The network has the weights of ${file.name}.`);
}
