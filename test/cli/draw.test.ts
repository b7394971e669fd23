import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { kpc, printed, told } from "./support/kpc.ts";
import { project, spec } from "./support/project.ts";

const two = `${spec}\nmodel Other = Tiny with { remove drop }\n`;
const deep = `kpnet 1

model Deep {
  input image: image[1, 8, 8] in 0..1
  "conv" = conv2d(1, kernel: 1)
  repeat i in 0..<600 { "up\${i}" = conv2d(2 + i, kernel: 1); "down\${i}" = conv2d(1, kernel: 1) }
  output maps: features[1, 8, 8]
}
`;

it("prints a picture, or writes it to a file and says where", () => {
  const cwd = project({ faces: "none" });
  const svg = printed(kpc(["draw", "spec.kpnet"], { cwd }));
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[\s\S]*<\/svg>\n$/);
  expect(svg).toContain('data-path="conv1" data-file="spec.kpnet" data-line="24" data-column="3"');
  expect(svg).toContain("[4, 24, 32]");
  expect(printed(kpc(["draw", "spec.kpnet#Tiny", "--out", "pictures/tiny.svg"], { cwd }))).toBe("pictures/tiny.svg\n");
  expect(readFileSync(join(cwd, "pictures/tiny.svg"), "utf8")).toBe(svg);
});

it("prints a flowchart", () => {
  const text = printed(kpc(["draw", "spec.kpnet", "--format", "mermaid"], { cwd: project({ faces: "none" }) }));
  expect(text).toContain('flowchart TD\n  n0(["image input<br/>');
  expect(text).toContain('n0 -->|"[1, 24, 32]"| n1');
});

it("says what it can't draw", () => {
  const cwd = project({
    faces: "none",
    files: { "two.kpnet": two, "deep.kpnet": deep, "bad.kpnet": spec.replace("relu()", "rellu()") },
  });
  const refused = (args: readonly string[], code = 2) => told(kpc(["draw", ...args], { cwd }), code);
  expect(refused(["two.kpnet"])).toContain("several models; say which: two.kpnet#Tiny, two.kpnet#Other");
  expect(refused(["two.kpnet#Othr"])).toContain("did you mean Other?");
  expect(refused(["spec.kpnet", "--expand", "conv1"])).toContain("Tiny has no block at conv1; it has no blocks at all");
  expect(refused(["spec.kpnet", "--depth", "100"])).toContain("--depth must lie between 0 and 99");
  expect(refused(["spec.kpnet", "--format", "svgg"])).toContain("did you mean svg?");
  expect(refused(["deep.kpnet"])).toContain("that would be 1203 boxes, and 1000 can be drawn");
  expect(refused(["bad.kpnet"], 1)).toContain("there is no step named `rellu`");
  expect(refused(["spec.kpnet", "--out", "."], 3)).toContain("it is a folder");
});
