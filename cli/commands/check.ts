import { hasErrors } from "../../diagnostics/diagnostic.ts";
import type { Command } from "../command.ts";
import { exit } from "../exit.ts";
import { isColoured, result, resultJson, say } from "../output.ts";

/** `kpc check`: everything that can be known of specs before anything runs. */
export const check: Command = {
  usage: "check <spec...>",
  summary: "say what is wrong with specs, and where",
  examples: [
    ["kpc check specs/nosenet.kpnet", "check one file"],
    ["kpc check specs/*.kpnet --json", "diagnostics as JSON, for tools"],
  ],
  positionals: { spec: { type: "string", array: true, demandOption: true, describe: "a .kpnet file" } },
  options: {},
  async run(args) {
    const { loadSpec } = await import("../spec.ts");
    const { renderDiagnostics, toJson } = await import("../../diagnostics/render.ts");
    const specs = (args.spec as string[]).map(loadSpec);
    const found = specs.map((spec) => spec.project.diagnostics);
    const failed = found.some(hasErrors);
    if (args.json) {
      const diagnostics = specs.flatMap((spec, i) => found[i]!.map((one) => toJson(one, spec.project.lookup)));
      resultJson("check", { ok: !failed, diagnostics });
      return failed ? exit.spec : exit.ok;
    }
    specs.forEach((spec, i) => {
      if (found[i]!.length > 0) say(renderDiagnostics(found[i]!, spec.project.lookup, { colour: isColoured() }));
    });
    if (!failed) for (const spec of specs) result(`${spec.path}: ${contents(spec.project)}, no errors`);
    return failed ? exit.spec : exit.ok;
  },
};

function contents(project: {
  models: ReadonlyMap<string, unknown>;
  experiments: ReadonlyMap<string, unknown>;
}): string {
  const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;
  return `${count(project.models.size, "model")}, ${count(project.experiments.size, "experiment")}`;
}
