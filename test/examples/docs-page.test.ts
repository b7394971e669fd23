import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { loadSoundSpec } from "../../cli/spec.ts";
import { lowerInference } from "../../compiler/index.ts";
import { encodeWeights } from "../../runtime/checkpoints/checkpoint.ts";
import { weightShapes } from "../../runtime/checkpoints/weight-shapes.ts";
import { initialiseProgram } from "../../runtime/weights/initialise.ts";
import { kpc, printed } from "../cli/support/kpc.ts";
import { makeProject } from "../cli/support/project.ts";
import { hasChromium, launchChromium } from "../support/chromium.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const document = readFileSync(join(root, "docs/browser.md"), "utf8");

/** The first block of a language in docs/browser.md, or that after the first. */
function block(language: string, place = 0): string {
  const blocks = [...document.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))];
  return blocks[place]![1]!;
}

describe.skipIf(!hasChromium)("the page of docs/browser.md in Chromium (skipped where it is not installed)", () => {
  let cwd: string;
  let browser: Browser;
  let photo: string;

  beforeAll(async () => {
    photo = join(inject("faces"), readdirSync(inject("faces")).find((name) => name.endsWith(".jpg"))!);
    cwd = makeProject({
      faces: "none",
      files: {
        "specs/nosenet.kpnet": readFileSync(join(root, "specs/nosenet.kpnet")),
        "weights.safetensors": weights(),
        "index.html": block("html"),
        "main.js": `${block("js")}\n${block("js", 1)}\nObject.assign(globalThis, { learn, model });`,
      },
    });
    symlinkSync(join(root, "node_modules"), join(cwd, "node_modules"));
    for (const line of block("sh").trim().split("\n")) follow(line);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(cwd, { recursive: true, force: true });
  });

  /** Does what a line of the document's commands does: but for npm, which would go online, and the server. */
  function follow(line: string): void {
    if (line.startsWith("npm install") || line.includes("--serve")) return;
    const words = line.replace("runs/Nose-1", "weights.safetensors").split(" ");
    if (words[1] === "kpc") expect(kpc(words.slice(2), { cwd })).toMatchObject({ status: 0 });
    else execFileSync("bash", ["-c", line], { cwd, stdio: "pipe" });
  }

  async function openPage(before = ""): Promise<Page> {
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.addInitScript(before);
    await page.route("http://localhost/**", (route) => {
      const path = new URL(route.request().url()).pathname;
      const file = path === "/" ? "/index.html" : path;
      return route.fulfill({ contentType: types[extname(file)]!, body: readFileSync(join(cwd, "site", file)) });
    });
    await page.goto("http://localhost/");
    return page;
  }

  test.each([
    ["webgpu", ""],
    ["wasm", "delete Navigator.prototype.gpu;"],
  ])("finds on %s what kpc predict finds, and learns", async (backend, before) => {
    const page = await openPage(before);
    await told(page, `runs on ${backend}`);
    await page.setInputFiles("input", photo);
    const options = ["--spec", "specs/nosenet.kpnet#Nose", "--weights", "weights.safetensors", "--json"];
    const [{ points }] = JSON.parse(printed(kpc(["predict", photo, ...options], { cwd }))).predictions;
    const found = await told(page, /^-?\d+\.\d, -?\d+\.\d$/);
    const [x, y] = found.split(", ").map(Number);
    expect(Math.hypot(x! - points[0].x, y! - points[0].y)).toBeLessThan(0.5);
    const losses = await page.evaluate<number[]>(`(async () => {
      const picture = await model.pixelsOf(document.querySelector("input").files[0]);
      const losses = [];
      for (let step = 0; step < 5; step++) losses.push(await learn(picture, { x: 300, y: 200 }));
      return losses;
    })()`);
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
  });

  test("says that a photo is none", async () => {
    const page = await openPage("delete Navigator.prototype.gpu;");
    await told(page, /runs on/);
    await page.setInputFiles("input", { name: "notes.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no") });
    await told(page, "this is no picture that the browser can read");
  });
});

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
  ".safetensors": "application/octet-stream",
};

/** NoseNet's, drawn anew. */
function weights(): Uint8Array {
  const program = lowerInference(loadSoundSpec(join(root, "specs/nosenet.kpnet")).project.models.get("NoseNet")!);
  return encodeWeights(initialiseProgram(program, 7), weightShapes(program), "NoseNet", 0);
}

/** Waits until the page says something, and gives what it says. */
async function told(page: Page, text: string | RegExp): Promise<string> {
  await expect.poll(() => page.textContent("output"), { timeout: 50_000 }).toMatch(text);
  return (await page.textContent("output"))!;
}
