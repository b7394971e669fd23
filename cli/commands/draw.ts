import type { TypedGraph } from "../../compiler/ir/graph.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Command } from "../command.ts";
import { CommandError, exit } from "../exit.ts";
import { result, resultJson } from "../output.ts";

/** `kpc draw`: a model's architecture as a picture. */
export const draw: Command = {
  usage: "draw <spec>",
  summary: "draw a model: steps, blocks and the shapes that flow between them, as SVG or Mermaid",
  examples: [
    ["kpc draw specs/nosenet.kpnet#NoseNet --out nosenet.svg", "an SVG file, for light and dark pages"],
    ["kpc draw specs/wide-resnet50.kpnet --depth 2 --out wide-resnet50.svg", "with two levels of blocks open"],
    ["kpc draw specs/wide-resnet50.kpnet --expand layer1.0", "with one block open"],
    ["kpc draw specs/unet.kpnet --format mermaid", "a flowchart for Markdown"],
  ],
  positionals: { spec: { describe: "SPEC, or SPEC#Model where it has several" } },
  options: {
    format: {
      type: "string",
      choices: ["svg", "mermaid"],
      default: "svg",
      describe: "a picture, or a flowchart's text",
    },
    out: { type: "string", describe: "the file to write (default: stdout)" },
    depth: {
      type: "number",
      range: [0, 99],
      default: 0,
      describe: "how many levels of blocks are open; turns of a repeat that are alike stay one",
    },
    expand: { type: "string", repeated: true, describe: "path of a block that is open, whatever the depth" },
  },
  json: {
    model: "its name",
    format: "svg or mermaid",
    out: "the file that was written, or null",
    drawing: "the drawing's text, or null where it was written to a file",
  },
  async run(args) {
    const { loadSoundSpec } = await import("../spec.ts");
    const { chooseFrom } = await import("../choose.ts");
    const spec = loadSoundSpec(args.spec as string);
    const graph = chooseFrom("model", spec.project.models, spec);
    const { foldablePaths, schemeOf } = await import("../../reports/drawing/scheme-of.ts");
    const expanded = (args.expand ?? []) as string[];
    refuseUnknown(expanded, foldablePaths(graph), graph);
    const scheme = schemeOf(graph, { depth: args.depth as number, expanded });
    const { drawScheme, mostBoxes } = await import("../../reports/drawing/draw.ts");
    const { boxesIn } = await import("../../reports/drawing/scheme.ts");
    const count = boxesIn(scheme.level).length;
    if (count > mostBoxes) {
      throw new CommandError(
        exit.usage,
        `that would be ${count} boxes, and ${mostBoxes} can be drawn: choose a smaller --depth`,
      );
    }
    const { renderSvg } = await import("../../reports/drawing/svg.ts");
    const { renderMermaid } = await import("../../reports/drawing/mermaid.ts");
    const drawing = args.format === "svg" ? renderSvg(drawScheme(scheme), spec.project.lookup) : renderMermaid(scheme);
    const out = (args.out as string | undefined) ?? null;
    if (out !== null) await write(out, drawing);
    if (args.json) {
      resultJson("draw", { model: graph.name, format: args.format, out, drawing: out === null ? drawing : null });
    } else result(out ?? drawing);
    return exit.ok;
  },
};

function refuseUnknown(expanded: readonly string[], known: readonly string[], { name }: TypedGraph): void {
  for (const path of expanded) {
    if (known.includes(path)) continue;
    const near = nearest(path, known);
    const hint = known.length === 0 ? "; it has no blocks at all" : near === undefined ? "" : `; did you mean ${near}?`;
    throw new CommandError(exit.usage, `${name} has no block at ${path}${hint}`);
  }
}

async function write(path: string, text: string): Promise<void> {
  const { dirname } = await import("node:path");
  const { makeFolder } = await import("../../runtime/runs/run-folder.ts");
  const { writeAtomically } = await import("../../runtime/checkpoints/atomic-write.ts");
  await makeFolder(dirname(path));
  await writeAtomically(path, text);
}
