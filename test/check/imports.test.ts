import { expect, it } from "vitest";
import { memorySource } from "../../compiler/file-source.ts";
import { Cache, checkProject } from "../../compiler/index.ts";
import { checkText } from "../support/check.ts";

const wide = "block Wide(by: int = 2) { input x: features[C, H, W]; conv1 = conv2d(by * C, kernel: 1) }\n";

const spec = (imports: string, step = "wide = Wide()") => `${imports}
model M {
  input image: image[3, 8, 8] in 0..1
  ${step}
  output maps: features[C, H, W]
}
`;

const names = (text: string, files: Readonly<Record<string, string>>) =>
  checkText(text, files).diagnostics.map(({ name, place }) => `${place.file} ${name}`);

it("brings in what another file declares, by another name where one is given", () => {
  const { models, diagnostics, files } = checkText(
    spec('import { Wide as Broad, points } from "./blocks/wide.kpnet"', "wide = Broad(by: points)"),
    { "blocks/wide.kpnet": `const points = 5\n${wide}` },
  );
  expect(diagnostics).toEqual([]);
  expect([...files.keys()]).toEqual(["spec.kpnet", "blocks/wide.kpnet"]);
  expect(models.get("M")!.nodes[0]!.shape).toEqual([15, 8, 8]);
});

it("shows what is wrong in an imported file in that file", () => {
  const imports = 'import { Wide } from "./wide.kpnet"';
  expect(names(spec(imports), { "wide.kpnet": wide.replace("kernel: 1", "kernel: 99") })).toEqual([
    "wide.kpnet window_larger_than_input",
  ]);
  expect(names(spec(imports), { "wide.kpnet": wide.replace(", kernel", " kernel") })).toEqual([
    "wide.kpnet syntax_expected",
  ]);
});

it.each([
  ["a file that is not there", 'import { Wide } from "./wid.kpnet"', ["spec.kpnet import_not_found"]],
  ["a file outside of the project", 'import { Wide } from "../wide.kpnet"', ["spec.kpnet import_outside"]],
  ["an absolute path", 'import { Wide } from "/etc/passwd"', ["spec.kpnet import_outside"]],
  ["a name that is not there", 'import { Wid, Wide } from "./wide.kpnet"', ["spec.kpnet unknown_import"]],
  ["itself", 'import { Wide } from "./spec.kpnet"', ["spec.kpnet circular_import"]],
  ["a circle", 'import { Wide } from "./circle.kpnet"', ["circle.kpnet circular_import"]],
])("says once what is wrong with an import of %s", (_, imports, expected) => {
  const circle = `import { M } from "./spec.kpnet"\n${wide}`;
  expect(names(spec(imports), { "wide.kpnet": wide, "circle.kpnet": circle })).toEqual(expected);
});

it("suggests the nearest file and name", () => {
  const help = (imports: string) => checkText(spec(imports), { "wide.kpnet": wide }).diagnostics[0]!.help;
  expect(help('import { Wide } from "./wid.kpnet"')).toBe('did you mean "./wide.kpnet"?');
  expect(help('import { Wid } from "./wide.kpnet"')).toBe("did you mean `Wide`?");
});

it("works out anew only what depends on a change in an imported file", () => {
  const cache = new Cache();
  const check = (block: string) =>
    checkProject(
      "spec.kpnet",
      memorySource({ "spec.kpnet": spec('import { Wide } from "./wide.kpnet"'), "wide.kpnet": block }),
      cache,
    );
  check(wide);
  check(`// A comment.\n${wide}`);
  expect(cache.computed.filter((question) => question.startsWith("elaborate"))).toEqual([]);
  const { models } = check(wide.replace("= 2", "= 3"));
  expect(models.get("M")!.nodes[0]!.shape).toEqual([9, 8, 8]);
});
