import { type ChangeClass, classOrder, isAtLeast } from "../../compare/change.ts";
import type { Command } from "../command.ts";
import { CommandError, exit } from "../exit.ts";
import { explainFailure } from "../failure.ts";
import { result, resultJson, say } from "../output.ts";
import type { ComparedSides } from "../sides/compare-sides.ts";
import type { DiffForm } from "../sides/render.ts";

/** `kpc diff`: what a change to a spec means for the network, its weights, its cost and its training. */
export const diff: Command = {
  usage: "diff [before] [after]",
  summary: "say what a change to a spec means: steps, weights, cost, training",
  examples: [
    ["kpc diff specs/nosenet.kpnet#Nose specs/nosenet.kpnet#NoseAlternative", "two experiments"],
    ["kpc diff specs/facenet.kpnet", "a spec since the last commit; without a name all of them"],
    ["kpc diff main..HEAD", "all specs of a branch; `main...HEAD` since it parted from main"],
    ["kpc diff HEAD~2:specs/facenet.kpnet specs/facenet.kpnet#FaceNet", "a model two commits ago, and now"],
    ["kpc diff runs/Nose-1 runs/Nose-2", "two runs, by the specs that they keep"],
    ["kpc diff main...HEAD --format markdown --out comment.md", "a comment for a pull request"],
    ["kpc diff main..HEAD --fail-on weights", "exit code 6 where checkpoints are lost, for CI"],
  ],
  positionals: {
    before: {
      describe:
        "SPEC, SPEC#Model or SPEC#Experiment, where SPEC is a file, REVISION:FILE, a folder, a revision or a run; or a range of revisions (default: HEAD)",
    },
    after: {
      describe: "the same, after the change (default: the working tree); of a range, the one spec that is meant",
    },
  },
  options: {
    format: {
      type: "string",
      choices: ["terminal", "markdown", "sarif", "html"],
      default: "terminal",
      describe: "markdown: a comment for a pull request; html: a page with both networks side by side",
    },
    out: { type: "string", describe: "the file to write (default: stdout)" },
    "fail-on": {
      type: "string",
      choices: classOrder.toReversed(),
      describe: "exit code 6 where a change has this class or a graver one",
    },
  },
  json: {
    "comparisons[]?*": "where there may be several: values as below, of all that changed",
    "removed[]?": "with `comparisons`: specs, models and experiments that only before has",
    "added[]?": "with `comparisons`: those that only after has",
    "libraries[]?": "with `comparisons`: changed specs without a model or an experiment",
    "failures[]?*":
      "with `comparisons`: message and, where a spec has errors, diagnostics of what could not be compared",
    before: "what was compared",
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
    "changes[].location?*":
      "file, line, column, endLine and endColumn of where it is written after; of what is gone, of the model or experiment",
    "changes[].tensors[]?": "keys of the tensors that a checkpoint can't give because of it",
    "cost[].measure":
      "parameters, multiplyAdds, activationBytes, trainMemory (bytes, with the batch of the experiment) or receptiveField",
    "cost[].before": "a number, a formula where sizes are open, null for all of the picture",
    "cost[].after": "the same",
    "cost[].difference": "null where one of them is no number",
    "diagnostics.added[]?*": "name, severity and message of warnings and notes that are new",
    "diagnostics.gone[]?*": "of those that are gone",
  },
  async run(args) {
    const { openSides } = await import("../sides/open-sides.ts");
    const { compareSides } = await import("../sides/compare-sides.ts");
    const { render } = await import("../sides/render.ts");
    const compared = await orCannotCompare(async () => {
      return compareSides(...(await openSides(args.before as string | undefined, args.after as string | undefined)));
    });
    if (args.json) resultJson("diff", jsonOf(compared));
    else await put(await render(args.format as DiffForm, compared), args.out as string | undefined);
    for (const { message } of compared.failures) say(`kpc: could not compare: ${message}`);
    return exitCode(compared, args["fail-on"] as ChangeClass | undefined);
  },
};

/** To a file, or to stdout. */
async function put(text: string, out: string | undefined): Promise<void> {
  if (out === undefined) {
    if (text !== "") result(text);
    return;
  }
  const { writeAtomically } = await import("../../runtime/checkpoints/atomic-write.ts");
  await writeAtomically(out, text);
}

function jsonOf({ reports, removed, added, libraries, failures }: ComparedSides): Record<string, unknown> {
  const [report, ...others] = reports;
  if (report !== undefined && others.length + removed.length + added.length + libraries.length + failures.length === 0)
    return { ...report.report };
  return {
    comparisons: reports.map(({ report }) => report),
    removed,
    added,
    libraries,
    failures: failures.map(({ message, details }) => ({ message, ...details })),
  };
}

function exitCode({ reports, removed, failures }: ComparedSides, level: ChangeClass | undefined): number {
  if (failures.length > 0) return exit.spec;
  if (level === undefined) return exit.ok;
  // What is gone has no inputs and outputs any more.
  const reached =
    removed.length > 0 || reports.some(({ report }) => report.class !== null && isAtLeast(report.class, level));
  return reached ? exit.change : exit.ok;
}

/** A side that can't be read is no usage error and no data: nobody may take it for "no change". */
async function orCannotCompare<T>(compare: () => Promise<T>): Promise<T> {
  try {
    return await compare();
  } catch (error) {
    const { message, code, details } = explainFailure(error);
    if (code === exit.internal) throw error;
    throw new CommandError(exit.spec, `could not compare: ${message}`, details);
  }
}
