import { describe, expect, it } from "vitest";
import { parse } from "../../grammar/parse.ts";
import type { Declaration, Expression, Statement } from "../../grammar/tree.ts";

function declarationsOf(text: string): readonly Declaration[] {
  const { tree, diagnostics } = parse("a.kpnet", text);
  expect(diagnostics).toEqual([]);
  return tree.declarations;
}

function bodyOf(...lines: string[]): readonly Statement[] {
  const [model] = declarationsOf(`model A {\n  ${lines.join("\n  ")}\n}\n`);
  return model?.kind === "model" ? model.body : [];
}

/** An expression with all its parentheses. */
function shown(node: Expression): string {
  switch (node.kind) {
    case "number":
      return `${node.value}${node.unit ?? ""}`;
    case "bool":
      return String(node.value);
    case "reference":
      return node.path.parts.map(({ text }) => text).join(".");
    case "text":
      return `"${node.parts.map((part) => (typeof part === "string" ? part : `<${shown(part)}>`)).join("")}"`;
    case "unary":
      return `(${node.op} ${shown(node.of)})`;
    case "binary":
      return `(${shown(node.left)} ${node.op} ${shown(node.right)})`;
    case "choose":
      return `(if ${shown(node.condition)} then ${shown(node.then)} else ${shown(node.otherwise)})`;
    case "list":
      return `[${node.items.map(shown).join(", ")}]`;
    case "record":
      return `{${node.entries.map(({ key, value }) => `${key.parts.map((part) => part.text).join(".")}: ${shown(value)}`).join(", ")}}`;
    case "call": {
      const given = node.arguments.map(({ name, value }) => (name ? `${name.text}: ${shown(value)}` : shown(value)));
      return `${node.callee.parts.map(({ text }) => text).join(".")}(${given.join(", ")})`;
    }
    case "missing":
      return "?";
  }
}

function readValue(text: string): string {
  const [constant] = declarationsOf(`const a = ${text}\n`);
  return constant?.kind === "const" ? shown(constant.value) : "";
}

describe("values", () => {
  it.each([
    ["1 + 2 * 3 - 4", "((1 + (2 * 3)) - 4)"],
    ["(1 + 2) * 3", "((1 + 2) * 3)"],
    ["7 mod 4 / 2", "((7 mod 4) / 2)"],
    ["-0.5..0.5", "((- 0.5) .. 0.5)"],
    ["0..<n - 1", "(0 ..< (n - 1))"],
    ["-a.b - -c", "((- a.b) - (- c))"],
    ["1 - -2 * 3", "(1 - ((- 2) * 3))"],
    ["480 -> 240", "(480 -> 240)"],
    ["[0<->12, 6,]", "[(0 <-> 12), 6]"],
    ["a != 1 or b <= 2 and not c == d", "((a != 1) or ((b <= 2) and (not (c == d))))"],
    ["not not a", "(not (not a))"],
    ["if i == 0 then 2 else if b then -1 else 1", "(if (i == 0) then 2 else (if b then (- 1) else 1))"],
    ["(1)", "1"],
    ["true", "true"],
    ["f(1, from: g(), in: [],)", "f(1, from: g(), in: [])"],
    ["{ a: 1, optimizer.lr: 2; model: x }", "{a: 1, optimizer.lr: 2, model: x}"],
    ["[1,\n\n  2]", "[1, 2]"],
  ])("%s", (text, expected) => {
    expect(readValue(text)).toBe(expected);
  });

  it.each([
    ["70_000_000", "70000000"],
    ["6.58e-4", "0.000658"],
    ["1E3", "1000"],
    ["15deg", "15deg"],
    ["10%", "10%"],
    ["4GiB", "4GiB"],
    ["1e-3ms", "0.001ms"],
    ["features.0.1.conv", "features.0.1.conv"],
    ["0..12", "(0 .. 12)"],
  ])("the number in %s", (text, expected) => {
    expect(readValue(text)).toBe(expected);
  });

  it.each([
    ['"data/imm"', '"data/imm"'],
    [String.raw`"a \"b\" \\ \n \$ \d"`, '"a "b" \\ \n $ \\d"'],
    [`"layer\${i + 1}"`, '"layer<(i + 1)>"'],
    [`"\${a}_\${b.c}!"`, '"<a>_<b.c>!"'],
    [`"\\\${a}"`, `"\${a}"`],
    ['""', '""'],
  ])("the text %s", (text, expected) => {
    expect(readValue(text)).toBe(expected);
  });
});

describe("statements", () => {
  it("come one a line, or with `;` between them", () => {
    expect(bodyOf("a = f(); b = g()", "", "h(1,", "2)").map(({ kind }) => kind)).toEqual(["step", "step", "step"]);
  });

  it("keep names, annotations and ranges", () => {
    expect(
      bodyOf("input image: image[1, H, 60] in -1..1 @a @b(c, d: 2)", "output y: points[1] from x.0"),
    ).toMatchObject([
      {
        kind: "input",
        name: { text: "image" },
        type: { role: { text: "image" }, sizes: [{ value: 1 }, { kind: "reference" }, { value: 60 }] },
        range: { op: ".." },
        annotations: [{ name: { text: "a" } }, { name: { text: "b" }, arguments: [{}, { name: { text: "d" } }] }],
      },
      { kind: "output", type: { role: { text: "points" } }, from: { parts: [{ text: "x" }, { text: "0" }] } },
    ]);
  });

  it("know `sequential` as a word before a brace only", () => {
    expect(
      bodyOf("f = sequential { g(); sequential = k() }", "sequential()", "sequential = sequential {}"),
    ).toMatchObject([
      {
        label: { text: "f" },
        value: { kind: "sequential", body: [{}, { label: { text: "sequential" } }] },
      },
      { label: undefined, value: { kind: "call", callee: { parts: [{ text: "sequential" }] } } },
      { label: { text: "sequential" }, value: { kind: "sequential", body: [] } },
    ]);
  });

  it("nest", () => {
    const [layer, condition] = bodyOf(
      "l = repeat i in 0..<3 {",
      `  "d\${i}" = f()`,
      "}",
      "if a { f() } else if b { g() }",
      "else",
      "{",
      "h() }",
    );
    expect(layer).toMatchObject({
      label: { text: "l" },
      value: { kind: "repeat", body: [{ label: { kind: "text" }, value: { kind: "call" } }] },
    });
    expect(condition).toMatchObject({
      kind: "if",
      otherwise: [{ kind: "if", otherwise: [{ value: { callee: { parts: [{ text: "h" }] } } }] }],
    });
    expect(condition?.kind === "if" && condition.then).toMatchObject([
      { value: { callee: { parts: [{ text: "f" }] } } },
    ]);
  });

  it("may be named like a word that is a keyword elsewhere", () => {
    expect(bodyOf("budget = f()", "after = augment(1)", "sweep(budget)").map(({ kind }) => kind)).toEqual([
      "step",
      "step",
      "step",
    ]);
  });
});

describe("declarations", () => {
  it("take the doc that stands right above them", () => {
    const docs = declarationsOf(
      "/// Not this.\n\n/// One\n///   and two.\nconst a = 1\n// no doc\nconst b = 2 /// nor this\nconst c = 3\n",
    );
    expect(docs.map(({ doc }) => doc)).toEqual(["One\nand two.", "", ""]);
  });

  it("have keys by kind and name, numbered where a name comes twice", () => {
    const text = 'const a = 1\nmodel a {}\nmodel b = a with {}\nmodel a {}\nimport { x } from "./y.kpnet"\n';
    expect(declarationsOf(text).map(({ key }) => key)).toEqual([
      "const a",
      "model a",
      "model b",
      "model a#2",
      "import ./y.kpnet",
    ]);
  });

  it("read the same with other line ends and with tabs", () => {
    const lines = ["model A {", "  input x: vector[4]", "  f(1,", "    2)", "}", "const b = 2"];
    const kinds = (text: string) => JSON.stringify(declarationsOf(text)).replace(/"(start|end|offset)":\d+/g, "");
    for (const text of [lines.join("\r\n"), lines.join("\r"), lines.join("\n").replaceAll("  ", "\t")])
      expect(kinds(text)).toBe(kinds(lines.join("\n")));
  });

  it("are not begun by a property that is named like one", () => {
    const text = "experiment E {\nmodel: A\n  dataset: B\nkeypoints: C\n}\n";
    expect(declarationsOf(text).map(({ key }) => key)).toEqual(["experiment E"]);
  });

  it("may be indented, and follow each other on a line", () => {
    const text = "  const a = 1\n  model B {\n    f()\n  }\n  dataset C { source: imm() } examples D from C { f() }\n";
    expect(declarationsOf(text).map(({ key }) => key)).toEqual(["const a", "model B", "dataset C", "examples D"]);
  });

  it("say which version of the language they are written in", () => {
    expect(parse("a.kpnet", "kpnet 1\nconst a = 1\n").tree.version).toBe(1);
    expect(parse("a.kpnet", "const a = 1\n").tree.version).toBeUndefined();
    expect(parse("a.kpnet", "kpnet 2\nconst a = 1\n")).toMatchObject({
      tree: { version: 2, declarations: [] },
      diagnostics: [{ name: "newer_language" }],
    });
  });
});
