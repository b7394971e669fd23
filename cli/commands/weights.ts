import type { Arguments, Command } from "../command.ts";
import { CommandError, exit } from "../exit.ts";
import { result, resultJson, say } from "../output.ts";

/** `kpc weights`: state dicts in and out, in safetensors and PyTorch's format. */
export const weights: Command = {
  usage: "weights <action> <file>",
  summary: "show, import and export weights: safetensors, and state dicts as torch.save writes them",
  examples: [
    ["kpc weights show nose.pt", "keys, shapes and dtypes; nothing in the file is run"],
    ["kpc weights import nose.pt --into specs/nosenet.kpnet#NoseNet", "into NoseNet.safetensors, where all fits"],
    ["kpc weights export runs/Nose-1 --out nose.pt", "for torch.load"],
  ],
  positionals: {
    action: { choices: ["show", "import", "export"], describe: "what to do" },
    file: { describe: "a file of weights; to export, a run folder too" },
  },
  options: {
    into: { type: "string", describe: "import: SPEC, SPEC#Model or SPEC#Experiment" },
    partial: {
      type: "boolean",
      default: false,
      describe: "import: take what fits, draw the rest from the spec's seed",
    },
    strip: { type: "string", describe: "import: take this off the file's keys, `module.` of PyTorch's DataParallel" },
    format: {
      type: "string",
      choices: ["safetensors", "torch"],
      describe: "export: the format (default: as --out ends)",
    },
    checkpoint: { type: "string", choices: ["best", "last"], default: "best", describe: "export: which of a run's" },
    out: { type: "string", describe: "the file to write (import: MODEL.safetensors where left out)" },
  },
  json: {
    file: "the file of weights that was read",
    "format?": "show: the file's; export: the written one's; safetensors or torch",
    "numbers?": "show: in all tensors together",
    "tensors[].key?": "show: of the state dict",
    "tensors[].shape[]?": "show",
    "tensors[].dtype?": "show: as PyTorch calls it",
    "model?": "import: its name",
    "needed?": "import: number of the model's tensors, without counters of batches",
    "taken?": "import: how many of them the file had in the right shape",
    "prefix?": "import: what every key of the file begins with, where its weights would fit without",
    "misfits[].key?": "import: where the file and the model differ",
    "misfits[].problem?": "import: missing, left over or other shape",
    "misfits[].inFile[]?": "import: the shape there, where there is one",
    "misfits[].inModel[]?": "import: the shape there, where there is one",
    "written?": "export: number of tensors",
    "out?": "import, export: the file that was written; null where the weights did not fit",
  },
  async run(args) {
    const run = { show, import: importInto, export: exportFrom }[args.action as "show" | "import" | "export"];
    return run(args.file as string, args);
  },
};

async function show(file: string, args: Arguments): Promise<number> {
  const { openWeights } = await import("../../runtime/weights/open-weights.ts");
  const { renderWeights, summariseWeights } = await import("../weights-report.ts");
  const summary = summariseWeights(file, await openWeights(file));
  if (args.json) resultJson("weights", { ...summary });
  else result(renderWeights(summary));
  return exit.ok;
}

/** Exit code 1 where the weights don't fit the spec: the same as for a spec that has errors. */
async function importInto(file: string, args: Arguments): Promise<number> {
  if (args.into === undefined)
    throw new CommandError(exit.usage, "--into is missing: which model the weights are for, SPEC#Model");
  const { importWeights } = await import("../weights-import.ts");
  const { renderImport } = await import("../weights-report.ts");
  const options = { file, into: args.into as string, out: args.out as string | undefined };
  const report = await importWeights({
    ...options,
    partial: args.partial as boolean,
    strip: args.strip as string | undefined,
  });
  if (args.json) resultJson("weights", { ...report });
  else if (report.out === null) say(renderImport(report));
  else result(renderImport(report));
  return report.out === null ? exit.spec : exit.ok;
}

async function exportFrom(file: string, args: Arguments): Promise<number> {
  if (args.out === undefined) throw new CommandError(exit.usage, "--out is missing: the file to write, nose.pt");
  const { exportWeights } = await import("../weights-export.ts");
  const report = await exportWeights({
    file,
    out: args.out as string,
    checkpoint: args.checkpoint as "best" | "last",
    format: args.format as "safetensors" | "torch" | undefined,
  });
  if (args.json) resultJson("weights", { ...report });
  else result(`wrote ${report.written} tensors of ${report.file} to ${report.out} (${report.format})`);
  return exit.ok;
}
