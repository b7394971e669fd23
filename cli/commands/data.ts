import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";

/** `kpc data synth`: a stand-in for a data set that isn't there. */
export const data: Command = {
  usage: "data <action> <dataset>",
  summary: "make a stand-in for a data set: `data synth imm`",
  examples: [
    ["kpc data synth imm --out data/imm", "draw 240 faces in the layout of the IMM Face Database"],
    ["kpc data synth imm --out data/small --people 4", "fewer, for a quick try"],
  ],
  positionals: {
    action: { choices: ["synth"], describe: "synth: draw examples" },
    dataset: { choices: ["imm"], describe: "imm: 40 people, 6 pictures each, 58 points" },
  },
  options: {
    out: { type: "string", required: true, describe: "folder to write: new, empty, or made by this command before" },
    seed: { type: "number", default: 1, describe: "another seed, other faces" },
    people: { type: "number", range: [1, 40], default: 40, describe: "how many of the 40 people" },
  },
  json: {
    out: "the folder",
    seed: "as given",
    people: "as given",
    pictures: "number of pictures that were drawn",
  },
  async run(args) {
    const { synthesiseImm } = await import("../../runtime/data/synth/synthesise-imm.ts");
    const { untilInterrupted } = await import("../interrupt.ts");
    const { shown } = await import("../paths.ts");
    const out = args.out as string;
    const seed = args.seed as number;
    const people = args.people as number;
    const { pictures } = await untilInterrupted((signal) => synthesiseImm({ out, seed, people, signal }));
    if (args.json) resultJson("data", { out, seed, people, pictures });
    else result(`drew ${pictures} faces in ${shown(out)}`);
    return exit.ok;
  },
};
