import type { Arguments, Command } from "../command.ts";
import { CommandError, exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";

/** `kpc data`: a stand-in for a data set that isn't there; a look at the examples that a spec makes of one that is. */
export const data: Command = {
  usage: "data <action> <dataset>",
  summary: "make a stand-in for a data set, or look at examples with their points",
  examples: [
    ["kpc data synth imm --out data/imm", "draw 240 faces in the layout of the IMM Face Database"],
    ["kpc data synth imm --out data/small --people 4", "fewer, for a quick try"],
    ["kpc data show specs/facenet.kpnet#Face --out faces.png", "before and after augmentation, side by side"],
  ],
  positionals: {
    action: { choices: ["synth", "show"], describe: "synth: draw a data set; show: write a contact sheet of examples" },
    dataset: { describe: "for synth imm: 40 people, 6 pictures each, 58 points; for show SPEC#Experiment" },
  },
  options: {
    out: {
      type: "string",
      required: true,
      describe: "synth: folder, new, empty, or made by it before; show: PNG file",
    },
    seed: { type: "number", describe: "another seed, other faces or other draws (default: 1, or the experiment's)" },
    people: { type: "number", range: [1, 40], default: 40, describe: "synth: how many of the 40 people" },
    examples: {
      type: "number",
      range: [1, 100],
      default: 6,
      describe: "show: how many examples, from all over the split",
    },
    epochs: { type: "number", range: [1, 20], default: 4, describe: "show: how many epochs of each" },
    split: { type: "string", choices: ["train", "validation"], default: "train", describe: "show: which examples" },
    numbers: {
      type: "boolean",
      describe:
        "show: write each point's number in the keypoint scheme beside it (default: where there are 10 points or fewer)",
    },
  },
  json: {
    out: "the folder or file",
    seed: "as given",
    people: "as given; null for show",
    pictures: "number of pictures that were drawn, or of examples that are shown",
    "skipped?*":
      "show: count and list of bad examples that are left out, as in `kpc train`; pictures are read only where they are shown",
  },
  async run(args) {
    return args.action === "synth" ? synth(args) : showExamples(args);
  },
};

async function synth(args: Arguments): Promise<number> {
  if (args.dataset !== "imm")
    throw new CommandError(exit.usage, `there is no data set ${args.dataset} to draw: only imm`);
  const { synthesiseImm } = await import("../../runtime/data/synth/synthesise-imm.ts");
  const { untilInterrupted } = await import("../interrupt.ts");
  const { shown } = await import("../paths.ts");
  const { seed = 1, ...rest } = args as { readonly seed?: number };
  const { out, people } = rest as { readonly out: string; readonly people: number };
  const { pictures } = await untilInterrupted((signal) => synthesiseImm({ out, seed, people, signal }));
  if (args.json) resultJson("data", { out, seed, people, pictures });
  else result(`drew ${pictures} faces in ${shown(out)}`);
  return exit.ok;
}

async function showExamples(args: Arguments): Promise<number> {
  const { chooseExperiment } = await import("../experiment.ts");
  const { openDataset } = await import("../../runtime/data/dataset.ts");
  const { exampleSheet } = await import("../../runtime/pictures/example-sheet.ts");
  const { writeAtomically } = await import("../../runtime/checkpoints/atomic-write.ts");
  const { skippedExamples } = await import("../../runtime/data/skipped-examples.ts");
  const { shown } = await import("../paths.ts");
  const { tellSkipped } = await import("../skipped.ts");
  const { plan, root } = chooseExperiment(args.dataset as string, {});
  const { out, examples: count, epochs, split, numbers } = args as unknown as ShowArguments;
  const seed = (args.seed as number | undefined) ?? plan.seed;
  const dataset = await openDataset(plan.examples.dataset, root);
  const wanted = { seed, count, epochs, split, ...(numbers === undefined ? {} : { numbers }) };
  const { png, ids } = await exampleSheet(dataset, plan.examples, wanted);
  tellSkipped(dataset.faults, ids.length);
  await writeAtomically(out, png);
  const skipped = skippedExamples(dataset.faults);
  if (args.json) resultJson("data", { out, seed, people: null, pictures: ids.length, skipped });
  else result(sheetLegend(shown(out), ids, epochs));
  return exit.ok;
}

interface ShowArguments {
  readonly out: string;
  readonly examples: number;
  readonly epochs: number;
  readonly split: "train" | "validation";
  readonly numbers?: boolean;
}

function sheetLegend(path: string, ids: readonly string[], epochs: number): string {
  return [
    `rows, from the top: ${ids.join(", ")}`,
    `columns: as read; without augmentation; in ${epochs === 1 ? "epoch 1" : `epochs 1 to ${epochs}`}`,
    `points in green, in ${path}`,
  ].join("\n");
}
