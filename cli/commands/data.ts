import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";

/** `kpc data synth`: a stand-in for a data set that isn't there. */
export const data: Command = {
  usage: "data <action> <dataset>",
  summary: "make a stand-in for a data set: `data synth imm`",
  examples: [["kpc data synth imm --out data/imm", "draw 240 faces in the layout of the IMM Face Database"]],
  positionals: {
    action: { choices: ["synth"], demandOption: true, describe: "synth: draw examples" },
    dataset: { choices: ["imm"], demandOption: true, describe: "imm: 40 people, 6 pictures each, 58 points" },
  },
  options: {
    out: { type: "string", demandOption: true, describe: "folder to write, new or empty" },
    seed: { type: "number", default: 1, describe: "another seed, other faces" },
  },
  async run(args) {
    const { synthesiseImm } = await import("../../runtime/data/synth/synthesise-imm.ts");
    const { untilInterrupted } = await import("../interrupt.ts");
    const { shown } = await import("../experiment.ts");
    const out = args.out as string;
    const seed = args.seed as number;
    const made = await untilInterrupted((signal) => synthesiseImm({ out, seed, signal }));
    if (args.json) resultJson("data", { out, seed, pictures: made.pictures });
    else result(`drew ${made.pictures} faces in ${shown(out)}`);
    return exit.ok;
  },
};
