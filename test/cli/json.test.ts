import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandsByName } from "../../cli/commands/index.generated.ts";
import { type Finished, kpc } from "./support/kpc.ts";
import { documentedPaths, pathsOf } from "./support/paths-of.ts";
import { makeProject, spec } from "./support/project.ts";

let root: string;
beforeAll(() => {
  root = makeProject({
    files: {
      "warned.kpnet": spec.replace("conv1 = conv2d(4, kernel: 3, padding: 1)", "conv1 = conv2d(4, kernel: 4)"),
      "bad.kpnet": spec.replace("relu()", "rellu()").replace("linear(2)", "linear(512 -> 2)"),
    },
  });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The one JSON value on stdout. */
function printedJson(args: readonly string[], status = 0): Record<string, unknown> {
  const finished: Finished = kpc([...args, "--json"], { cwd: root });
  expect(finished.status, finished.stderr).toBe(status);
  return JSON.parse(finished.stdout) as Record<string, unknown>;
}

/** Everything in the value is documented, and all that is documented and not optional is there. */
function expectDocumented(name: string, { schemaVersion, command, ...rest }: Record<string, unknown>): void {
  expect({ schemaVersion, command }).toEqual({ schemaVersion: 1, command: name });
  const documented = documentedPaths(commandsByName[name]!.json);
  const paths = [...pathsOf(rest)];
  expect(paths.filter((path) => !documented.some(({ pattern }) => pattern.test(path)))).toEqual([]);
  const missing = documented.filter(({ optional, pattern }) => !optional && !paths.some((path) => pattern.test(path)));
  expect(missing.map(({ documented }) => documented)).toEqual([]);
}

describe("--json prints what docs/cli.md says", () => {
  it("of check", () => {
    expectDocumented("check", printedJson(["check", "spec.kpnet", "bad.kpnet", "warned.kpnet"], 1));
    expect(printedJson(["check", "spec.kpnet"])).toEqual({
      schemaVersion: 1,
      command: "check",
      ok: true,
      specs: [{ spec: "spec.kpnet", models: ["Tiny"], experiments: ["Nose"] }],
      diagnostics: [],
    });
  });

  it("of summary", () => {
    const value = printedJson(["summary", "spec.kpnet"]);
    expectDocumented("summary", value);
    expect(value).toMatchObject({ model: "Tiny", parameters: 1578, multiplyAdds: 29_184 });
    expect((value.steps as unknown[])[0]).toMatchObject({ path: "conv1", op: "conv2d", shape: [4, 24, 32] });
  });

  it("of diff", () => {
    const value = printedJson(["diff", "spec.kpnet", "warned.kpnet"]);
    expectDocumented("diff", value);
    expect(value).toMatchObject({ class: "weights", verdict: { loads: "part" } });
    expectDocumented("diff", { ...value, ...printedJson(["diff", "spec.kpnet", "spec.kpnet"]) });
  });

  it("of fmt", () => {
    const value = printedJson(["fmt", "--check", "spec.kpnet"], 1);
    expectDocumented("fmt", value);
    expect(value.files).toEqual([{ file: "spec.kpnet", changed: true }]);
  });

  it("of draw", () => {
    expectDocumented("draw", printedJson(["draw", "spec.kpnet"]));
    const written = printedJson(["draw", "spec.kpnet", "--format", "mermaid", "--out", "tiny.mmd"]);
    expect(written).toMatchObject({ model: "Tiny", format: "mermaid", out: "tiny.mmd", drawing: null });
  });

  it("of explain", () => expectDocumented("explain", printedJson(["explain", "relu"])));

  it("of doctor", () => expectDocumented("doctor", printedJson(["doctor"])));

  it.each(["code", "graph", "program", "plan"])("of compile --emit %s", (form) => {
    const value = printedJson(["compile", "spec.kpnet#Nose", "--emit", form]);
    expectDocumented("compile", value);
    expect(value).toHaveProperty(form === "code" ? "files" : form);
  });

  it("of data", () =>
    expectDocumented("data", printedJson(["data", "synth", "imm", "--out", "faces", "--people", "1"])));

  it("of train, evaluate, report, predict and weights", () => {
    expectDocumented("train", printedJson(["train", "spec.kpnet"]));
    expectDocumented("evaluate", printedJson(["evaluate"]));
    expectDocumented("report", printedJson(["report", "runs/Nose-1"]));
    const face = readdirSync(join(root, "data/imm")).find((file) => file.endsWith(".jpg"))!;
    expectDocumented("predict", printedJson(["predict", `data/imm/${face}`]));
    expectDocumented("weights", printedJson(["weights", "show", "runs/Nose-1/checkpoints/best.safetensors"]));
  });
});

describe("a command that fails under --json prints the error, too", () => {
  const error = (args: readonly string[], status: number) => printedJson(args, status).error;

  it("that is about usage", () => {
    expect(printedJson(["chek"], 2)).toEqual({
      schemaVersion: 1,
      command: null,
      error: { message: expect.stringContaining("did you mean check?"), exitCode: 2 },
    });
    expect(printedJson(["check", "spec.kpnet", "--jsno"], 2)).toMatchObject({
      command: "check",
      error: { exitCode: 2 },
    });
    expect(error(["predict", "a.jpg", "--csv"], 2)).toEqual({ message: "--csv or --json, not both", exitCode: 2 });
  });

  it("that is about a spec, with its diagnostics", () => {
    expect(error(["summary", "bad.kpnet"], 1)).toMatchObject({
      message: "bad.kpnet has errors",
      exitCode: 1,
      diagnostics: [{ name: "unknown_step", file: "bad.kpnet", line: 26 }],
    });
    expect(error(["train", "spec.kpnet", "--set", "epoch=1"], 2)).toMatchObject({
      exitCode: 2,
      diagnostics: [{ name: "unknown_property", file: "command line", line: 1, column: 7 }],
    });
  });

  it("that is about data, with its place", () => {
    expect(error(["predict", "nope.jpg", "--run", "runs/Nose-1"], 3)).toMatchObject({ exitCode: 3, file: "nope.jpg" });
  });
});
