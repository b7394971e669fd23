import { type Dim, isKnown, symbolsOf } from "../../../ir/dim.ts";
import type { Value } from "../../../ir/program.ts";
import { call, layOut, list } from "../code-text.ts";
import { dimCode } from "../dim-code.ts";
import { layoutOfValue, stored } from "../value-layout.ts";
import { type BodyWriter, bodyIndent } from "./body-writer.ts";

/**
 * Statements that refuse inputs of other sizes than the spec's. A size that the spec leaves open is taken as the first input has
 * it, and the inputs after it must agree: `checkShape("target", target, [batch, 1, 2])`.
 */
export function shapeChecks(inputs: readonly Value[], writer: BodyWriter): string[] {
  const told = new Set<string>();
  return inputs.map((input) => {
    const sizes = stored(input.shape, layoutOfValue(input.shape.length)).map((dim) => wantedSize(dim, told, writer));
    for (const name of input.shape.flatMap(symbolsOf)) told.add(name);
    const name = writer.variable(input);
    const check = call(writer.helper("checkShape"), JSON.stringify(name), name, list(sizes));
    return layOut(check, bodyIndent, "", ";");
  });
}

/** Code for a size: a number, a variable that an earlier input gives its value, or a name that stands for any. */
function wantedSize(dim: Dim, told: ReadonlySet<string>, writer: BodyWriter): string {
  if (isKnown(dim)) return String(dim);
  return symbolsOf(dim).every((name) => told.has(name)) ? writer.size(dim) : JSON.stringify(dimCode(dim));
}
