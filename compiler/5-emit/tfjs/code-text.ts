/** An expression of the emitted code: text that stays on one line, a call, or a literal of an object or a list. */
export type Code = string | Call | ObjectLiteral | ListLiteral;

export interface Call {
  readonly callee: string;
  readonly arguments: readonly Code[];
}

export interface ObjectLiteral {
  readonly properties: readonly (readonly [name: string, value: Code])[];
}

export interface ListLiteral {
  readonly items: readonly Code[];
}

/** Columns of a line, as in this project's own formatter settings. */
export const lineWidth = 120;

export function call(callee: string, ...values: readonly Code[]): Call {
  return { callee, arguments: values };
}

/** On one line, however long. */
export function flat(code: Code): string {
  if (typeof code === "string") return code;
  if ("callee" in code) return `${code.callee}(${code.arguments.map(flat).join(", ")})`;
  if ("items" in code) return `[${code.items.map(flat).join(", ")}]`;
  return code.properties.length === 0 ? "{}" : `{ ${code.properties.map(propertyText).join(", ")} }`;
}

/**
 * `before + code + after`, laid out as Prettier and Biome do it: on one line where it fits, else an argument a line, and
 * an object or a list of sizes that comes last opens behind the arguments before it. The first line begins at column `indent`; it is not
 * itself indented.
 */
export function layOut(code: Code, indent: number, before = "", after = ""): string {
  const line = before + flat(code) + after;
  if (typeof code === "string" || (indent + line.length <= lineWidth && !hasTable(code))) return line;
  if ("properties" in code) return opened(code.properties.map(asBefore), indent, `${before}{`, `}${after}`);
  if ("items" in code) return opened(code.items.map(unnamed), indent, `${before}[`, `]${after}`);
  const last = code.arguments.at(-1);
  const head = `${before}${code.callee}(${code.arguments
    .slice(0, -1)
    .map((code) => `${flat(code)}, `)
    .join("")}`;
  if (last !== undefined && indent + head.length < lineWidth) {
    if (typeof last === "object" && "properties" in last)
      return opened(last.properties.map(asBefore), indent, `${head}{`, `})${after}`);
    const sizes = sizesIn(last);
    if (sizes !== undefined) return opened(sizes.map(unnamed), indent, `${head}[`, `])${after}`);
  }
  return opened(code.arguments.map(unnamed), indent, `${before}${code.callee}(`, `)${after}`);
}

/** `"conv1.weight"` where it is no identifier. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** `weights["conv1.weight"]`, `masks.drop`. */
export function member(object: string, name: string): string {
  const property = propertyName(name);
  return property === name ? `${object}.${name}` : `${object}[${property}]`;
}

/** `[1, 2]`. */
export function list(items: readonly (string | number)[]): string {
  return `[${items.join(", ")}]`;
}

/** Whether there is a list of several objects in it, which formatters never leave on one line. */
function hasTable(code: Code): boolean {
  if (typeof code === "string") return false;
  if ("callee" in code) return code.arguments.some(hasTable);
  if ("properties" in code) return code.properties.some(([, value]) => hasTable(value));
  return (code.items.length > 1 && code.items.every(isObject)) || code.items.some(hasTable);
}

function isObject(code: Code): boolean {
  return typeof code === "object" && "properties" in code && code.properties.length > 1;
}

/** What stands in a list of sizes, some of which are names; numbers alone are laid out in another way. */
function sizesIn(code: Code): readonly string[] | undefined {
  if (typeof code !== "string" || !/^\[[^[\]]+\]$/.test(code)) return undefined;
  const sizes = code.slice(1, -1).split(", ");
  return sizes.some((size) => /^[A-Za-z]/.test(size)) ? sizes : undefined;
}

function opened(items: readonly (readonly [string, Code])[], indent: number, head: string, tail: string): string {
  const inner = indent + 2;
  const lines = items.map(([before, code]) => `${" ".repeat(inner)}${layOut(code, inner, before, ",")}`);
  return [head, ...lines, `${" ".repeat(indent)}${tail}`].join("\n");
}

function unnamed(code: Code): readonly [string, Code] {
  return ["", code];
}

function asBefore([name, value]: readonly [string, Code]): readonly [string, Code] {
  return flat(value) === name ? ["", name] : [`${propertyName(name)}: `, value];
}

function propertyText(property: readonly [string, Code]): string {
  const [before, value] = asBefore(property);
  return before + flat(value);
}
