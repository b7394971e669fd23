import type { Target } from "../../compiler/5-emit/target.ts";
import type { Command } from "../command.ts";
import type { CompilationUnit } from "../compilation.ts";
import { CommandError, exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";

/** `kpc compile`: writes code for a target. */
export const compile: Command = {
  usage: "compile <spec>",
  summary: "write code for a target: ONNX graphs with a typed module, or typed TypeScript for tfjs",
  examples: [
    ["kpc compile specs/nosenet.kpnet#NoseNet", "for the default target, into out/"],
    ["kpc compile specs/nosenet.kpnet#Nose --target webgpu", "with the training step of that experiment"],
    [
      "kpc compile specs/nosenet.kpnet#NoseNet --target wasm --emit package --weights runs/Nose-1 --out nosenet",
      "a folder that `npm publish` takes",
    ],
    ["kpc compile specs/nosenet.kpnet#NoseNet --emit program", "print what is between the spec and the code"],
  ],
  positionals: { spec: { describe: "SPEC, SPEC#Model or SPEC#Experiment" } },
  options: {
    target: { type: "string", default: "cpu", describe: "cpu, node-gpu, webgpu, wasm or js" },
    emit: {
      type: "string",
      choices: ["code", "package", "graph", "program", "plan"],
      default: "code",
      describe: "code: files for the target; package: a folder for npm; the others print an intermediate form as JSON",
    },
    weights: {
      type: "string",
      describe: "with --emit package: a run, or a file of weights (safetensors or PyTorch's)",
    },
    out: { type: "string", default: "out", describe: "folder for the code" },
  },
  json: {
    "target?": "with --emit code or package: the target",
    "files[]?": "with --emit code or package: paths of the files, in the order in which they were written",
    "graph?*": "with --emit graph: the typed graph, kpnet-graph/1",
    "program?*": "with --emit program: the program over primitives, kpnet-program/1",
    "plan?*": "with --emit plan: the experiment, kpnet-plan/1",
  },
  async run(args) {
    const { loadSoundSpec } = await import("../spec.ts");
    const { planCompilation } = await import("../compilation.ts");
    const { targetNamed } = await import("../targets.ts");
    const target = await targetNamed(args.target as string);
    const spec = loadSoundSpec(args.spec as string);
    const units = planCompilation(spec);
    const { emit, weights } = args as { emit: string; weights?: string };
    if (weights !== undefined && emit !== "package")
      throw new CommandError(exit.usage, "--weights goes with --emit package");
    if (emit !== "code" && emit !== "package") return printForm(units, emit, args.json === true);

    const { refuseHindered } = await import("../target-check.ts");
    refuseHindered(units, target, spec.reportOf);
    const { shown } = await import("../paths.ts");
    const { join } = await import("node:path");
    const out = args.out as string;
    const written =
      emit === "code"
        ? await writeCode(units, target, out)
        : await packaged(soleUnit(units, emit), target, out, weights);
    const paths = written.map((path) => shown(join(out, path)));
    if (args.json) resultJson("compile", { target: target.name, files: paths });
    else result(paths.join("\n"));
    return exit.ok;
  },
};

/** Gives the files' paths in the folder. */
async function writeCode(units: readonly CompilationUnit[], target: Target, out: string): Promise<string[]> {
  const { modulePackage, writeFiles } = await import("../../runtime/runs/run-folder.ts");
  const { existsSync } = await import("node:fs");
  const { join } = await import("node:path");
  const emitted = (await Promise.all(units.map((unit) => target.emit(unit.request)))).flat();
  // A package.json that is there belongs to somebody else.
  const beside = existsSync(join(out, modulePackage.path)) ? [] : [modulePackage];
  const files = [...new Map([...emitted, ...beside].map((file) => [file.path, file])).values()];
  await writeFiles(out, files);
  return files.map(({ path }) => path);
}

async function packaged(unit: CompilationUnit, target: Target, out: string, weights?: string): Promise<string[]> {
  const { writePackage } = await import("../package.ts");
  return writePackage(unit, target, { out, weights });
}

function soleUnit(units: readonly CompilationUnit[], form: string): CompilationUnit {
  const [unit, ...others] = units;
  if (unit === undefined || others.length > 0)
    throw new CommandError(exit.usage, `--emit ${form} takes one model: name it after #`);
  return unit;
}

async function printForm(units: readonly CompilationUnit[], form: string, json: boolean): Promise<number> {
  const { intermediateForm } = await import("../compilation.ts");
  const value = intermediateForm(soleUnit(units, form), form);
  if (json) resultJson("compile", { [form]: value });
  else result(JSON.stringify(value, null, 2));
  return exit.ok;
}
