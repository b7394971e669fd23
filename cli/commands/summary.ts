import type { Command } from "../command.ts";
import { CommandError, exit } from "../exit.ts";
import { result, resultJson, say } from "../output.ts";

/** `kpc summary`: a model's steps with their shapes and cost, as a table or as PyTorch prints modules. */
export const summary: Command = {
  usage: "summary <spec>",
  summary: "show a model: steps, shapes, ranges, parameters, multiply-adds, receptive field",
  examples: [
    ["kpc summary specs/nosenet.kpnet#NoseNet", "a table of steps"],
    ["kpc summary specs/nosenet.kpnet#NoseNet --format torch", "what PyTorch would print for the module"],
  ],
  positionals: { spec: { describe: "SPEC or SPEC#Model" } },
  options: {
    format: {
      type: "string",
      choices: ["table", "torch"],
      default: "table",
      describe: "a table, or a PyTorch module print",
    },
  },
  json: {
    model: "its name; for a spec with several models, `models` holds a list of such values instead",
    parameters: "a number; here and below, a size that the model leaves open gives a formula, as a text",
    multiplyAdds: "for one example, forward",
    activationBytes: "float32 values of all steps, for one example",
    "inputs[].path": "name of the input",
    "inputs[].shape[]": "channels, height, width",
    "inputs[].range.low": "least value, null where there is none",
    "inputs[].range.high": "largest value, null where there is none",
    "steps[].path": "of the step; with `.weight`, a key of the state dict",
    "steps[].op": "as in the spec",
    "steps[].shape[]": "channels, height, width, or features; the batch is not among them",
    "steps[].range.low": "least value, null where there is none",
    "steps[].range.high": "largest value, null where there is none",
    "steps[].parameters": "of this step",
    "steps[].multiplyAdds": "for one example",
    "sizes?*":
      "of a model that leaves sizes open: what is admitted, what is refused and why, the bound up to which sizes were tried, and the sizedWeights, whose shapes depend on the sizes",
    "steps[].receptiveField[]": "height, width in pixels of the input; null instead where a number sees all of them",
  },
  async run(args) {
    const { loadSoundSpec } = await import("../spec.ts");
    const { chooseFrom } = await import("../choose.ts");
    const spec = loadSoundSpec(args.spec as string);
    const models = spec.project.models;
    const chosen = spec.fragment === undefined ? [...models.values()] : [chooseFrom("model", models, spec)];
    if (chosen.length === 0) throw new CommandError(exit.usage, `${spec.shown} has no model`);
    const { summarise, renderSummary } = await import("../../reports/summary.ts");
    const { absentFromPrint, printTorch } = await import("../../reports/torch-print.ts");
    if (args.json) {
      const summaries = chosen.map(summarise);
      resultJson("summary", summaries.length === 1 ? { ...summaries[0]! } : { models: summaries });
      return exit.ok;
    }
    if (args.format === "torch") {
      result(chosen.map(printTorch).join("\n\n"));
      for (const graph of chosen) sayAbsent(graph.name, absentFromPrint(graph));
    } else result(chosen.map((graph) => renderSummary(summarise(graph))).join("\n\n"));
    return exit.ok;
  },
};

const mostNamed = 8;

/** Beside the print, which stays what PyTorch prints. */
function sayAbsent(model: string, steps: readonly string[]): void {
  if (steps.length === 0) return;
  const more = steps.length > mostNamed ? ` and ${steps.length - mostNamed} more` : "";
  const named = `${steps.slice(0, mostNamed).join(", ")}${more}`;
  say(`${model}: steps that PyTorch calls in forward(), and so doesn't print: ${named}`);
}
