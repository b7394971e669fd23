import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";

/** `kpc explain`: the reference, made from the registries. */
export const explain: Command = {
  usage: "explain <name>",
  summary: "what a diagnostic, an op, a loss, an optimizer or a transform means",
  examples: [
    ["kpc explain conv2d", "an op: parameters, defaults, shape"],
    ["kpc explain lost_pixels", "a diagnostic: why it matters and what to do"],
  ],
  positionals: { name: { describe: "as it stands in a spec or a message" } },
  options: {},
  json: { name: "as given", text: "what it means, in Markdown" },
  async run(args) {
    const name = args.name as string;
    const { explain: explanation } = await import("../../reports/explain.ts");
    const text = explanation(name);
    if (args.json) resultJson("explain", { name, text });
    else result(text);
    return exit.ok;
  },
};
