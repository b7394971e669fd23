import { isKnown } from "../../../ir/dim.ts";
import type { Value } from "../../../ir/program.ts";
import type { OutlinedProgram } from "../../outline/index.ts";
import { type Code, layOut } from "../code-text.ts";
import { dimCode } from "../dim-code.ts";
import { layoutOfValue, stored } from "../value-layout.ts";
import type { ModuleContext } from "./module-parts.ts";
import { variableNames } from "./value-names.ts";

/** The constant that says what goes in and out, for code that works with any model. */
export function addModelTable({ module, graph, inference, training }: ModuleContext): void {
  const outputs = inference.program.outputs.map(({ name, value }) => portCode(name, value));
  const lines = [
    ["name", JSON.stringify(graph.name)],
    ["inputs", { items: inputsOf(inference) }],
    ["outputs", { items: outputs }],
    ...(training === undefined ? [] : trainingLines(training.outlined)),
  ] as const;
  const table = layOut({ properties: lines }, 0, "export const model = ", " as const;");
  module.addText(`/** What goes in and out; shapes are those of one example, as it lies in tfjs. */\n${table}`);
}

/** What a `Batch` has, and its masks. */
function trainingLines(outlined: OutlinedProgram): readonly (readonly [string, Code])[] {
  const masks = outlined.program.masks.map(({ path, value }) => portCode(path, value));
  return [
    ["batch", { items: inputsOf(outlined) }],
    ["masks", { items: masks }],
  ];
}

/** Under the names that `predict` and `Batch` have for them. */
function inputsOf({ program, main }: OutlinedProgram): Code[] {
  const names = variableNames(main, new Map(), []);
  return program.inputs.map((input) => portCode(names.get(input.name)!, input));
}

function portCode(name: string, { shape }: Value): Code {
  const sizes = stored(shape, layoutOfValue(shape.length)).slice(1);
  const items = sizes.map((size) => (isKnown(size) ? String(size) : JSON.stringify(dimCode(size))));
  return {
    properties: [
      ["name", JSON.stringify(name)],
      ["shape", { items }],
    ],
  };
}
