import type { Command } from "../command.ts";
import { CommandError, exit } from "../exit.ts";
import { isColoured, result, resultJson } from "../output.ts";
import type { LoadedSpec } from "../spec.ts";

/** `kpc diff`: what a change to a spec means for the network, its weights, its cost and its training. */
export const diff: Command = {
  usage: "diff <before> <after>",
  summary: "say what a change to a spec means: steps, weights, cost, training",
  examples: [
    ["kpc diff specs/nosenet.kpnet#Nose specs/nosenet.kpnet#NoseAlternative", "two experiments"],
    ["kpc diff old.kpnet new.kpnet", "all models and experiments of one name"],
    ["kpc diff old.kpnet new.kpnet --json", "the same, for tools"],
  ],
  positionals: {
    before: { describe: "SPEC, SPEC#Model or SPEC#Experiment" },
    after: { describe: "the same, after the change" },
  },
  options: {},
  json: {
    before: "what was compared; of several pairs, `comparisons` holds a list of such values instead",
    after: "with what",
    class:
      "the gravest class of all changes: interface, weights, numerics, training or naming; null where nothing changed",
    "verdict.loads": "what a checkpoint of before does in the model after: whole, part or none",
    "verdict.fitting": "number of tensors that find their places",
    "verdict.needed": "of so many; counters of batches are not among them",
    "verdict.missing[]?": "keys that the model after needs and a checkpoint lacks",
    "verdict.otherShape[]?*": "key, and shapes before and after",
    "verdict.leftOver[]?": "keys that the model after doesn't have",
    "verdict.misplaced[]?*": "key, and the step that it belongs to: it fits by chance",
    "verdict.reordered": "whether tensors that both have stand in another order",
    "changes[].what?": "step, input, output or setting",
    "changes[].kind?": "inserted, removed, replaced, renamed, moved, rewired or changed",
    "changes[].class?": "as above",
    "changes[].sentence?": "what became of it",
    "changes[].path?": "of the step, name of the input or output, or key of the setting; as it is after",
    "changes[].before?": "as a spec writes it; null where it isn't there",
    "changes[].after?": "as a spec writes it; null where it isn't there",
    "changes[].shapes?*": "before and after, null where there is none",
    "changes[].places[]?": "everywhere that it happened, of what is written once and stands in several places",
    "changes[].tensors[]?": "keys of the tensors that a checkpoint can't give because of it",
    "cost[].measure":
      "parameters, multiplyAdds, activationBytes, trainMemory (bytes, with the batch of the experiment) or receptiveField",
    "cost[].before": "a number, a formula where sizes are open, null for all of the picture",
    "cost[].after": "the same",
    "cost[].difference": "null where one of them is no number",
  },
  async run(args) {
    const { loadSoundSpec } = await import("../spec.ts");
    const { compareSpecs } = await import("../sides/compare-specs.ts");
    const [before, after] = [args.before, args.after].map((side) =>
      orCannotCompare(() => loadSoundSpec(side as string)),
    );
    const reports = orCannotCompare(() => compareSpecs(before as LoadedSpec, after as LoadedSpec));
    if (args.json) {
      resultJson("diff", reports.length === 1 ? { ...reports[0] } : { comparisons: reports });
      return exit.ok;
    }
    const { renderTerminal } = await import("../../reports/diff/terminal.ts");
    const { paint, plain } = await import("../../diagnostics/colour.ts");
    const inColour = isColoured(process.stdout) ? paint : plain;
    result(reports.map((report) => renderTerminal(report, inColour)).join("\n"));
    return exit.ok;
  },
};

/** A side that can't be read is no usage error: nobody may take it for "no change". */
function orCannotCompare<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CommandError)
      throw new CommandError(exit.spec, `could not compare: ${error.message}`, error.details);
    throw error;
  }
}
