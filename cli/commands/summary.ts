import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";

/** `kpc summary`: a model's steps with their shapes and cost, as a table or as PyTorch prints modules. */
export const summary: Command = {
  usage: "summary <spec>",
  summary: "show a model: steps, shapes, ranges, parameters, multiply-adds, receptive field",
  examples: [
    ["kpc summary specs/nosenet.kpnet#NoseNet", "a table of steps"],
    ["kpc summary specs/nosenet.kpnet#NoseNet --format torch", "what PyTorch would print for the module"],
  ],
  positionals: { spec: { type: "string", demandOption: true, describe: "SPEC or SPEC#Model" } },
  options: {
    format: { choices: ["table", "torch"], default: "table", describe: "a table, or a PyTorch module print" },
  },
  async run(args) {
    const { loadSoundSpec } = await import("../spec.ts");
    const { chooseFrom } = await import("../choose.ts");
    const spec = loadSoundSpec(args.spec as string);
    const models = spec.project.models;
    const chosen = spec.fragment === undefined ? [...models.values()] : [chooseFrom("model", models, spec)];
    const { summarise, renderSummary } = await import("../../reports/summary.ts");
    const { printTorch } = await import("../../reports/torch-print.ts");
    if (args.json) {
      const summaries = chosen.map(summarise);
      resultJson("summary", summaries.length === 1 ? { ...summaries[0]! } : { models: summaries });
      return exit.ok;
    }
    const print =
      args.format === "torch" ? printTorch : (graph: (typeof chosen)[number]) => renderSummary(summarise(graph));
    result(chosen.map(print).join("\n\n"));
    return exit.ok;
  },
};
