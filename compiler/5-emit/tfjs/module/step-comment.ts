import { isKnown, showDim } from "../../../ir/dim.ts";
import type { GraphNode } from "../../../ir/graph.ts";
import type { ParameterSchema, ParameterValue } from "../../../ir/parameters.ts";
import { showShape } from "../../../ir/shape.ts";
import { opsByName } from "../../../ops/index.generated.ts";

/** `conv1 = conv2d(6, kernel: 3, padding: 1)  ->  [6, 60, 80]`: a step as its spec writes it, and what it gives. */
export function stepComment(node: GraphNode): string {
  const name = node.named && !node.path.includes("#") ? `${node.path.split(".").at(-1)} = ` : "";
  const shape = node.shape === undefined ? "" : `  ->  ${showShape(node.shape)}`;
  return `${name}${showCall(node.op, opsByName[node.op]?.parameters ?? {}, node.parameters)}${shape}`;
}

/** A call as a spec writes it, without what is the default anyway. */
export function showCall(
  name: string,
  schemas: Readonly<Record<string, ParameterSchema>>,
  values: Readonly<Record<string, ParameterValue>>,
): string {
  const said = Object.entries(schemas).flatMap(([parameter, schema], position) => {
    const value = values[parameter];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(schema.default)) return [];
    const bare = position === 0 && sizeKinds.includes(schema.kind);
    return [`${bare ? "" : `${parameter}: `}${showValue(value, schema.kind)}`];
  });
  return `${name}(${said.join(", ")})`;
}

/** Kinds that are written without a name where they come first: `maxpool2d(2)`, but `dropout(p: 0.2)`. */
const sizeKinds: readonly string[] = ["int", "size", "pair", "width", "sizes"];

function showValue(value: ParameterValue, kind: string): string {
  if (Array.isArray(value)) {
    const items: readonly ParameterValue[] = value;
    const same = kind === "pair" && JSON.stringify(items[0]) === JSON.stringify(items[1]);
    return same ? showValue(items[0]!, "size") : `[${items.map((item) => showValue(item, "")).join(", ")}]`;
  }
  if (typeof value === "number") return kind === "share" ? `${value * 100}%` : String(value);
  if (typeof value !== "object") return String(value);
  if ("low" in value) return `${value.low}..${value.high}`;
  if ("to" in value) return showDim(value.to);
  return "terms" in value || isKnown(value as never) ? showDim(value as never) : JSON.stringify(value);
}
