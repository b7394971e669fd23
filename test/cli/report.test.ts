import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { kpc, printed, told } from "./support/kpc.ts";
import { makeProject, spec } from "./support/project.ts";

let root: string;
beforeAll(() => {
  root = makeProject();
  for (const out of ["one", "two"])
    printedRun(["train", "spec.kpnet#Nose", "--out", out, "--seed", out === "one" ? "7" : "8"]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function printedRun(args: readonly string[]): void {
  expect(kpc(args, { cwd: root }).status).toBe(0);
}

const text = (path: string) => readFileSync(join(root, path), "utf8");

it("makes one page of a run, which holds all that it shows, and pictures beside it", async () => {
  const { report, pictures, runs } = JSON.parse(printed(kpc(["report", "one", "--json"], { cwd: root })));
  expect(report).toBe("one/report.html");
  const names = ["loss", "error-distribution", "best", "worst", "error-per-point", "filters", "filtered"];
  expect(pictures).toEqual(names.map((name) => `one/report/${name}.png`));
  for (const path of pictures) expect((await sharp(join(root, path)).metadata()).width, path).toBeGreaterThan(50);

  const page = text(report);
  expect(page).not.toMatch(/https?:|(src|href)="(?!data:|#)|url\(|@import/);
  // Six of six validation pictures each, the filters, and what they find.
  expect(page.match(/<img [^>]*src="data:image/g)).toHaveLength(14);
  expect(page.match(/<svg role="img"/g)).toHaveLength(3);
  expect(page).toContain("4 filters of 3x3 over 1 channel");
  expect(page).toMatch(/<span class="shape">\[4, 24, 32\]<\/span> {2}conv1 = conv2d/);
  expect(page).toContain("nose_tip (");

  const metrics = text("one/metrics.jsonl")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const validation = runs[0].figures.find(({ name }: { name: string }) => name === "validation loss");
  expect(validation).toMatchObject({ reported: "0.002", comparable: true });
  expect(Number(validation.last)).toBeCloseTo(metrics.at(-1).validation.loss, 3);
  expect(page).toContain(validation.best);
});

it("puts several runs on one page", () => {
  expect(printed(kpc(["report", "one", "two", "--out", "both.html"], { cwd: root }))).toMatch(/^both\.html: /);
  const page = text("both.html");
  for (const name of ["one", "two"]) expect(page).toContain(`>${name}</text>`);
  expect(page).toMatch(/<th scope="row">seed<\/th><td>7<\/td><td>8<\/td>/);
  expect(readdirSync(join(root, "both")).sort()).toEqual(["error-distribution.png", "loss.png", "one", "two"]);
});

it("tells settings apart from what the spec says itself, and keeps the experiment's doc and what the spec assumes", () => {
  const documented = spec
    .replace("experiment Nose {", "/// Finds noses.\nexperiment Nose {")
    .replace("seed: 7", "seed: 7 @assumed")
    .replace("  grayscale()", "  grayscale() @assumed");
  writeFileSync(join(root, "documented.kpnet"), documented);
  printedRun(["train", "documented.kpnet", "--out", "same", "--seed", "7"]);
  printedRun(["train", "documented.kpnet", "--out", "other", "--seed", "7", "--set", "epochs=1"]);
  for (const out of ["same", "other"]) printed(kpc(["report", out], { cwd: root }));
  expect(text("same/report.html")).not.toContain("It was not trained as the spec says");
  expect(text("other/report.html")).toContain("It was not trained as the spec says, but with epochs=1.");
  for (const out of ["same", "other"]) {
    expect(text(`${out}/report.html`)).toContain("<p>Finds noses.</p>");
    expect(text(`${out}/report.html`)).toContain("seed, Noses.grayscale</td>");
  }
});

it("refuses what is no run, has trained nothing, or is damaged, and writes nothing", () => {
  const refused = (args: readonly string[], code: number) => told(kpc(["report", ...args], { cwd: root }), code);
  expect(refused(["three", "--out", "bad.html"], 3)).toBe("kpc: three is not a run folder: it has no run.json\n");
  expect(refused(["one", "one"], 2)).toBe("kpc: one is given twice\n");
  expect(refused(["one", "--out", "page.txt"], 2)).toContain("the page's name ends in .html");

  const copy = (name: string) => {
    printedRun(["train", "spec.kpnet#Nose", "--out", name, "--set", "epochs=1"]);
    return join(root, name);
  };
  const damaged = copy("damaged");
  writeFileSync(join(damaged, "metrics.jsonl"), '{"epoch":1}\n');
  expect(refused(["damaged"], 3)).toBe(
    "kpc: damaged/metrics.jsonl, line 1, is not an epoch's figures: the file is damaged\n",
  );
  writeFileSync(join(damaged, "metrics.jsonl"), "");
  expect(refused(["damaged"], 3)).toContain("does not hold the run's 1 epoch: the file is damaged");
  const record = text("damaged/run.json").replace('"finishedEpochs": 1', '"finishedEpochs": 0');
  writeFileSync(join(damaged, "run.json"), record);
  expect(refused(["damaged"], 3)).toBe("kpc: damaged has no finished epoch yet, and so nothing to report\n");
  expect(existsSync(join(damaged, "report.html"))).toBe(false);
  expect(existsSync(join(root, "bad.html"))).toBe(false);
});
