import { element } from "./elements.ts";
import type { Point } from "./nose.ts";

const view = element("view", HTMLElement);
const empty = element("empty", HTMLElement);
const canvas = element("canvas", HTMLCanvasElement);
const found = element("found", HTMLElement);
const handle = element("point", HTMLButtonElement);
const networkPlace = element("network-place", HTMLElement);
const yourPlace = element("your-place", HTMLElement);

export function showPicture(picture: ImageData, description: string): void {
  canvas.width = picture.width;
  canvas.height = picture.height;
  view.style.setProperty("--ratio", `${picture.width / picture.height}`);
  canvas.getContext("2d")!.putImageData(picture, 0, 0);
  canvas.ariaLabel = description;
  view.hidden = false;
  empty.hidden = true;
}

/** The network's point, and the one that the user may move: his own where he has given one. */
export function showPoints(network: Point, own: Point | undefined): void {
  place(handle, own ?? network);
  describe(own ?? network);
  place(found, network);
  found.hidden = own === undefined;
  handle.classList.toggle("corrected", own !== undefined);
  networkPlace.textContent = textOf(network);
  yourPlace.textContent = own === undefined ? "–" : textOf(own);
}

/** Pixel centres are whole numbers, so the picture reaches from -0.5 to its size less 0.5. */
function place(marker: HTMLElement, { x, y }: Point): void {
  marker.style.left = `${((x + 0.5) / canvas.width) * 100}%`;
  marker.style.top = `${((y + 0.5) / canvas.height) * 100}%`;
}

/** A slider in two directions: its number is x, and its text says both. */
function describe(point: Point): void {
  handle.ariaValueMin = "0";
  handle.ariaValueMax = `${canvas.width - 1}`;
  handle.ariaValueNow = point.x.toFixed(1);
  handle.ariaValueText = textOf(point);
}

export function textOf({ x, y }: Point): string {
  return `${x.toFixed(1)}, ${y.toFixed(1)}`;
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Calls `move` with where the user drags the point to, or moves it to by keys from where `current` says that it is. */
export function onMove(current: () => Point | undefined, move: (point: Point) => void): void {
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (handle.hasPointerCapture(event.pointerId)) move(inPicture(pointAt(event)));
  });
  handle.addEventListener("keydown", (event) => {
    const [right, down] = arrows[event.key] ?? [0, 0];
    const from = current();
    if (from === undefined || (right === 0 && down === 0)) return;
    event.preventDefault();
    const step = event.shiftKey ? 10 : 1;
    move(inPicture({ x: from.x + right * step, y: from.y + down * step }));
  });
}

function pointAt({ clientX, clientY }: PointerEvent): Point {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  return {
    x: ((clientX - left) / width) * canvas.width - 0.5,
    y: ((clientY - top) / height) * canvas.height - 0.5,
  };
}

function inPicture({ x, y }: Point): Point {
  return { x: Math.min(Math.max(x, 0), canvas.width - 1), y: Math.min(Math.max(y, 0), canvas.height - 1) };
}
