import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { writeSafetensors } from "../../lib/safetensors.ts";
import { kpc, printed } from "../cli/support/kpc.ts";
import { hasChromium, launchChromium } from "../support/chromium.ts";
import { type BuiltPage, buildPage } from "./support/built-page.ts";

describe.skipIf(!hasChromium)("the page of examples/browser in Chromium (skipped where it is not installed)", () => {
  let built: BuiltPage;
  let browser: Browser;
  let photo: string;
  beforeAll(async () => {
    [built, browser] = await Promise.all([buildPage(), launchChromium()]);
    photo = join(inject("faces"), readdirSync(inject("faces")).find((name) => name.endsWith(".jpg"))!);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    built?.close();
  });

  /** The page on a backend, when the network is ready; `before` runs in it before its own code. */
  async function openPage(backend: string, before = "", from = browser): Promise<Page> {
    const page = await from.newPage();
    onTestFinished(() => page.close());
    await page.addInitScript(before);
    await page.goto(`${built.url}?backend=${backend}`);
    await told(page, "#backend", /runs on/);
    return page;
  }

  async function openPhoto(page: Page): Promise<void> {
    await page.setInputFiles("#photo-file", photo);
    await told(page, "#message", /The nose is at/);
  }

  test("has no type errors beside what kpc wrote", () => {
    const { stdout } = spawnSync("npx", ["tsc", "-p", "examples/browser"], { encoding: "utf8" });
    expect(stdout).toBe("");
  });

  test.each(["webgpu", "wasm", "js"])("finds a drawn nose on %s, where kpc predict does", async (backend) => {
    const page = await openPage(backend);
    expect(await page.textContent("#backend")).toBe(`runs on ${backend}`);
    await openPhoto(page);
    const found = await placeIn(page, "#network-place");
    expect(distance(found, noseOf(photo))).toBeLessThan(15);
    const weights = join(built.run, "checkpoints/last.safetensors");
    const options = ["--spec", "nosenet.kpnet#Nose", "--weights", weights, "--json"];
    const { predictions } = JSON.parse(printed(kpc(["predict", photo, ...options], { cwd: built.folder })));
    const [{ x, y }] = predictions[0].points;
    expect(distance(found, [x, y])).toBeLessThan(0.5);
  });

  test("learns a corrected point, and saves what kpc reads", async () => {
    const page = await openPage("wasm");
    await openPhoto(page);
    const before = await placeIn(page, "#network-place");
    await page.focus("#point");
    await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("ArrowDown");
    expect(distance(await placeIn(page, "#your-place"), [before[0] - 10, before[1] + 1])).toBeLessThan(0.2);
    await drag(page, "#point", [40, 30]);
    const wanted = await placeIn(page, "#your-place");
    expect(distance(wanted, before)).toBeGreaterThan(20);

    await page.click("#train");
    await told(page, "#message", /Trained 20 steps/);
    const [, first, last] = /Loss (\S+) → (\S+) in 20 steps/.exec((await page.textContent("#loss"))!)!;
    expect(Number(last)).toBeLessThan(Number(first) / 2);
    const after = await placeIn(page, "#network-place");
    expect(distance(after, wanted)).toBeLessThan(distance(before, wanted) / 2);

    const [saved] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
    const path = join(built.folder, saved.suggestedFilename());
    await saved.saveAs(path);
    expect(printed(kpc(["weights", "show", path], { cwd: built.folder }))).toContain("conv1.weight");

    const second = await openPage("js");
    await second.setInputFiles("#weights-file", path);
    await told(second, "#message", /has the weights of NoseNet.safetensors/);
    await openPhoto(second);
    expect(distance(await placeIn(second, "#network-place"), after)).toBeLessThan(0.5);
  });

  test.each([
    ["drop", "new DragEvent('drop', { dataTransfer: transfer })"],
    ["paste", "new ClipboardEvent('paste', { clipboardData: transfer })"],
  ])("takes a picture by %s", async (_, event) => {
    const page = await openPage("wasm");
    await page.evaluate(give(event, readFileSync(photo)));
    await told(page, "#message", /The nose is at .* in given.jpg/);
  });

  test.each([1280, 390])("fits %d pixels of width, with a picture and without", async (width) => {
    const page = await openPage("wasm");
    await page.setViewportSize({ width, height: 800 });
    const widest = () => page.evaluate<number>("document.documentElement.scrollWidth");
    expect(await widest()).toBe(width);
    await page.setInputFiles("#photo-file", {
      name: "x".repeat(80),
      mimeType: "image/jpeg",
      buffer: readFileSync(photo),
    });
    await told(page, "#message", /The nose is at/);
    expect(await widest()).toBe(width);
    const { x, width: wide } = (await page.locator("#canvas").boundingBox())!;
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + wide).toBeLessThanOrEqual(width);
  });

  test("keeps all that it has where a photo is no photo, or weights are another network's", async () => {
    const page = await openPage("wasm");
    await openPhoto(page);
    const found = await placeIn(page, "#network-place");
    await page.setInputFiles("#photo-file", { name: "notes.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no") });
    await told(page, "#message", /notes.jpg: this is no picture that the browser can read/);
    const other = join(built.folder, "other.safetensors");
    const tensors = new Map([["conv1.weight", { shape: [2], data: Float32Array.of(1, 2) }]]);
    writeFileSync(other, writeSafetensors({ tensors, metadata: {} }));
    await page.setInputFiles("#weights-file", other);
    await told(
      page,
      "#message",
      /other.safetensors is not for this network: conv1.weight is \[2\] in the file, .* It keeps the weights/,
    );
    expect(await placeIn(page, "#network-place")).toEqual(found);
    expect(await page.isVisible("#canvas")).toBe(true);
  });

  test("says that there is no camera, and follows the nose where there is one", async () => {
    const without = await openPage("wasm");
    await without.click("#camera");
    await told(without, "#message", /There is no camera here/);

    const fake = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
    const withCamera = await launchChromium(...fake);
    onTestFinished(() => withCamera.close());
    const page = await openPage("wasm", "", withCamera);
    await page.click("#camera");
    await told(page, "#network-place", /\d/);
    await page.click("text=Hold this picture");
    await page.focus("#point");
    await page.keyboard.press("ArrowUp");
    await told(page, "#lessons", /1 corrected picture/);
  });

  test("begins with random weights where there are none, and says so", async () => {
    const page = await openPage("wasm", 'globalThis.fetch = async () => new Response("", { status: 404 });');
    await told(page, "#message", /random weights and finds nothing yet: .*404/);
  });

  test.each([
    ["no WebGPU", "delete Navigator.prototype.gpu;", "runs on wasm · no webgpu: this browser has no WebGPU"],
    [
      "no GPU",
      "GPU.prototype.requestAdapter = async () => null;",
      "runs on wasm · no webgpu: this browser finds no GPU",
    ],
    [
      "no WebAssembly either",
      "delete Navigator.prototype.gpu; delete globalThis.WebAssembly;",
      "runs on js · no webgpu: this browser has no WebGPU · no wasm: WebAssembly is not defined",
    ],
  ])("goes on where there is %s, and says so", async (_, without, sentence) => {
    const page = await openPage("webgpu", without);
    expect(await page.textContent("#backend")).toBe(sentence);
    await openPhoto(page);
  });

  test("goes on with wasm where the GPU is lost in the middle of training", async () => {
    const page = await openPage("webgpu", keepDevice);
    await openPhoto(page);
    await page.focus("#point");
    await page.keyboard.press("Shift+ArrowRight");
    await page.click("#train");
    await told(page, "#loss", /in [2-9] steps/);
    await page.evaluate("gpuDevice.destroy()");
    await told(page, "#message", /Trained 20 steps/);
    await told(page, "#backend", /runs on wasm · no webgpu: the GPU was lost/);
  });
});

/** Tells the page of an event that brings a picture along. */
const give = (event: string, picture: Buffer) => `
  const bytes = Uint8Array.from(atob("${picture.toString("base64")}"), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], "given.jpg", { type: "image/jpeg" }));
  dispatchEvent(${event});`;

/** Puts the page's GPU device among its globals. */
const keepDevice = `
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (...options) {
    return (globalThis.gpuDevice = await requestDevice.apply(this, options));
  };`;

/** Waits until an element says something. */
async function told(page: Page, selector: string, text: RegExp): Promise<void> {
  await expect.poll(() => page.textContent(selector), { timeout: 50_000 }).toMatch(text);
}

type Pixels = readonly [x: number, y: number];

async function placeIn(page: Page, selector: string): Promise<Pixels> {
  const [x, y] = (await page.textContent(selector))!.split(", ").map(Number);
  return [x!, y!];
}

async function drag(page: Page, selector: string, [right, down]: Pixels): Promise<void> {
  const { x, y, width, height } = (await page.locator(selector).boundingBox())!;
  const [from, to] = [x + width / 2, y + height / 2];
  await page.mouse.move(from, to);
  await page.mouse.down();
  await page.mouse.move(from + right, to + down, { steps: 4 });
  await page.mouse.up();
}

function distance([x, y]: Pixels, [otherX, otherY]: Pixels): number {
  return Math.hypot(x - otherX, y - otherY);
}

/** The tip of the nose, point 52, as the .asf file beside a drawn face has it: shares of 640 by 480 pixels. */
function noseOf(photo: string): Pixels {
  const rows = readFileSync(photo.replace(".jpg", ".asf"), "utf8")
    .split("\n")
    .map((line) => line.split(/\s+/).map(Number));
  const [, , x, y] = rows.find((row) => row.length >= 7 && row[4] === 52)!;
  return [x! * 640, y! * 480];
}
