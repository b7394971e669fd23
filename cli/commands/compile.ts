import type { Command } from "../command.ts";
import { CommandError, exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";

/** `kpc compile`: writes code for a target. */
export const compile: Command = {
  usage: "compile <spec>",
  summary: "write code for a target: ONNX graphs with a typed module, or typed TypeScript for tfjs",
  examples: [
    ["kpc compile specs/nosenet.kpnet#NoseNet", "for the default target, into out/"],
    ["kpc compile specs/nosenet.kpnet#Nose --target webgpu", "with the training step of that experiment"],
    ["kpc compile specs/nosenet.kpnet#NoseNet --emit program", "print what is between the spec and the code"],
  ],
  positionals: { spec: { type: "string", demandOption: true, describe: "SPEC, SPEC#Model or SPEC#Experiment" } },
  options: {
    target: { type: "string", default: "cpu", describe: "cpu, node-gpu, webgpu, wasm or js" },
    emit: {
      choices: ["code", "graph", "program", "plan"],
      default: "code",
      describe: "code: files for the target; the others print an intermediate form as JSON",
    },
    out: { type: "string", default: "out", describe: "folder for the code" },
  },
  async run(args) {
    const { loadSoundSpec } = await import("../spec.ts");
    const { intermediateForm, planCompilation } = await import("../compilation.ts");
    const { shown } = await import("../experiment.ts");
    const spec = loadSoundSpec(args.spec as string);
    const units = planCompilation(spec);
    const form = args.emit as string;
    if (form !== "code") {
      if (units.length !== 1) throw new CommandError(exit.usage, `--emit ${form} prints one: name it after #`);
      result(JSON.stringify(intermediateForm(units[0]!, form), null, 2));
      return exit.ok;
    }
    const { targetNamed } = await import("../targets.ts");
    const { writeFiles } = await import("../../runtime/runs/run-folder.ts");
    const target = await targetNamed(args.target as string);
    const out = args.out as string;
    const emitted = (await Promise.all(units.map((unit) => target.emit(unit.request)))).flat();
    const files = [...new Map(emitted.map((file) => [file.path, file])).values()];
    await writeFiles(out, files);
    const paths = files.map((file) => `${shown(out)}/${file.path}`);
    if (args.json) resultJson("compile", { target: target.name, files: paths });
    else result(paths.join("\n"));
    return exit.ok;
  },
};
