import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { printTorch } from "../../reports/torch-print.ts";
import { checkSpecFile, modelOf } from "../support/check.ts";

const root = new URL("../..", import.meta.url).pathname;
const read = (path: string) => readFileSync(`${root}${path}`, "utf8");

/** Made by scripts/goldens/torch-print.py: specs, and what PyTorch prints for the same modules. */
const samples = read("test/goldens/torch-print.txt")
  .split("\n===\n")
  .map((sample) => sample.trimEnd().split("\n---\n") as [spec: string, print: string]);

it("has a hundred models to compare", () => {
  expect(samples).toHaveLength(100);
  expect(samples.filter(([spec]) => spec.startsWith("block")).length).toBeGreaterThan(20);
});

it.each(samples.map(([spec, print]) => ({ name: print.slice(0, print.indexOf("(")), spec, print })))(
  "prints $name as PyTorch does",
  ({ spec, print }) => {
    expect(printTorch(modelOf(spec))).toBe(print);
  },
);

it.each([
  ["NoseNet", "nosenet", "nosenet"],
  ["NoseNetAlternative", "nosenet", "nosenet-alternative"],
  ["FaceNet", "facenet", "facenet"],
  ["FaceNetAlternative", "facenet", "facenet-alternative"],
])("prints the body of %s as the document lists it", (model, spec, listing) => {
  const { models } = checkSpecFile(spec);
  const lines = printTorch(models.get(model)!).split("\n");
  expect(lines.at(0)).toBe(`${model}(`);
  expect(lines.at(-1)).toBe(")");
  expect(lines.slice(1, -1)).toEqual(read(`test/goldens/listings/${listing}.txt`).trimEnd().split("\n"));
});

it("gives WideResNet50 the paths, modules and arguments of the document's listing, in its order", () => {
  const printed = modulesIn(printTorch(checkSpecFile("wide-resnet50").models.get("WideResNet50")!));
  const listed = modulesIn(read("test/goldens/listings/wide-resnet50.txt"))
    .filter(({ path }) => path.startsWith("ResNet.0."))
    .map(({ path, module }) => ({ path: path.slice("ResNet.0.".length), module }));
  expect(printed).toHaveLength(1 + 1 + 1 + 16 * 7 + 4 * 3 + 4 + 2);
  expect(printed).toEqual(listed);
});

/** Each line of a print but closing ones and activations: the path that its indentation gives it, and its module. */
function modulesIn(text: string): { path: string; module: string }[] {
  const names: string[] = [];
  return text.split("\n").flatMap((line) => {
    const found = /^( *)\((\w+)\): (.*)$/.exec(line);
    if (found === null) return [];
    const [, indent, name, module] = found as unknown as [string, string, string, string];
    names.splice(indent.length / 2 - 1, names.length, name);
    return /^(ReLU|Sigmoid)\(/.test(module) ? [] : [{ path: names.join("."), module }];
  });
}

it("leaves out what PyTorch has no module for, and prints a model of nothing else", () => {
  expect(
    printTorch(modelOf("model M {\n  input x: image[1, 4, 4]\n  relu()\n  output y: features[1, 4, 4]\n}\n")),
  ).toBe("M()");
});
