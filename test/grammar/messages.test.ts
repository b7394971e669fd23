import { describe, expect, it } from "vitest";
import { parse } from "../../grammar/parse.ts";
import { absoluteStart } from "./damage.ts";

/** Messages for a text in which `^` marks where the first one is to stand; the mark is no part of the text. */
function messagesFor(marked: string): string[] {
  const at = marked.indexOf("^");
  const text = marked.replace("^", "");
  const read = parse("a.kpnet", text);
  expect(read.diagnostics.map((diagnostic) => absoluteStart(read, diagnostic))[0]).toBe(at);
  return read.diagnostics.map(({ message }) => message);
}

const step = (line: string) => `model A {\n  ${line}\n  relu()\n}\n`;
const property = (line: string) => `experiment E {\n  ${line}\n  epochs: 3\n}\n`;

describe("a mistake gets one message, in words", () => {
  it.each([
    [step("conv1 =^"), "expected a step after `conv1 =`"],
    [step("conv1 = relu^"), "expected `(` after `relu`"],
    [step("conv1 ^conv2d(3)"), "expected `(` or `=` after `conv1`, found `conv2d`"],
    [step("conv1 = conv2d(3, kernel:^)"), "expected a value after `kernel:`, found `)`"],
    [step("conv1 = conv2d(3 ^kernel: 3)"), "expected `,` or `)` after `3`, found `kernel`"],
    [step("conv1 = conv2d(3, kernel: 3^"), "`(` is never closed"],
    [step("conv1 = conv2d(3, kernel: [1, 5^)"), "`[` is never closed"],
    [step("conv1 = conv2d(3)^)"), "`)` closes nothing"],
    [step("conv1 = conv2d(3) ^relu()"), "expected a new line after `)`, found `relu`"],
    [step("^input = relu()"), "`input` is a word of the language, so nothing can be named so"],
    [step("^3"), "expected a step, found `3`"],
    [step("if C !=^ { relu() }").replace("^ {", " ^{"), "expected a value after `!=`, found `{`"],
    [step("repeat i in 0..<3^"), "expected `{` after `3`"],
    [step("a = b(x.^)"), "expected a name after `x.`"],
    [step('a = b(^"c)'), "this text is never closed"],
    [step(`a = b(^"\${c")`), `a \`\${\` in this text is never closed`],
    [step("a = b(1e^−3)"), "`−` means nothing here"],
    [step("a = b(^\u200bc)"), "the character U+200B means nothing here"],
    [property("data ^NoseExamples"), "expected `:` after `data`, found `NoseExamples`"],
    [property("data:^"), "expected a value after `data:`"],
    [property("optimizer ^= adam()"), "expected `:` after `optimizer`, found `=`"],
    [property("reported: { a: 1, b ^2 }"), "expected `:` after `b`, found `2`"],
    [property("reported: { a: 1, b: 2^"), "`{` is never closed"],
    [property("sweep: { seed: [1, 2, 3^"), "`[` is never closed"],
    ["model ^{\n}\n", "expected a name after `model`, found `{`"],
    ["model ^model {\n}\n", "`model` is a word of the language, so nothing can be named so"],
    ["model A = B ^{\n}\n", "expected `with` after `B`, found `{`"],
    ["model A {\n  relu()^\n", "`{` is never closed"],
    ["model A {\n  relu()\n}\n^}\n", "`}` closes nothing"],
    [
      "model A = B with {\n  ^delete c\n}\n",
      "expected `replace`, `insert`, `append`, `remove`, `rename` or `set`, found `delete`",
    ],
    ["^modle A {\n}\n", "expected a declaration, found `modle`"],
    ["const a = 1\n^/* no end\nconst b = 2\n", "this comment is never closed"],
    ["kpnet ^one\nconst a = 1\n", "expected the version of the language, `kpnet 1`"],
  ])("%j", (marked, message) => {
    expect(messagesFor(marked)).toEqual([message]);
  });

  it("and several mistakes get one each", () => {
    expect(messagesFor("model A {\n  a =^\n  b = f()\n  c = g(\n}\nconst\nexperiment E {\n  f: 1 2\n}\n")).toEqual([
      "expected a step after `a =`",
      "`(` is never closed",
      "expected a name after `const`",
      "expected a new line after `1`, found `2`",
    ]);
  });
});

describe("what can't be read leaves as much behind as can be seen", () => {
  it("in a body", () => {
    const { tree } = parse("a.kpnet", step("a = f(;; b = g(); output y;; input x:; branch z { f() }; if {}"));
    expect(tree.declarations[0]).toMatchObject({
      damaged: true,
      body: [
        { kind: "step", label: { text: "a" }, value: { kind: "missing" } },
        { kind: "step", label: { text: "b" }, value: { kind: "call" } },
        { kind: "output", name: { text: "y" }, type: undefined },
        { kind: "input", name: { text: "x" }, type: undefined },
        { kind: "branch", name: { text: "z" }, from: undefined },
        { kind: "step", label: undefined, value: { kind: "missing" } },
        { kind: "step", value: { kind: "call" } },
      ],
    });
  });

  it("in properties", () => {
    const { tree } = parse("a.kpnet", property("model:; optimizer.lr 3"));
    expect(tree.declarations[0]).toMatchObject({
      properties: [
        { key: { parts: [{ text: "model" }] }, value: { kind: "missing" } },
        { key: { parts: [{ text: "epochs" }] }, value: { value: 3 } },
      ],
    });
  });

  it("of a header", () => {
    const { tree } = parse("a.kpnet", "model A B {\n}\nmodle C {\n}\nexperiment {\n}\n");
    expect(tree.declarations).toMatchObject([
      { kind: "broken", key: "model A", name: { text: "A" } },
      { kind: "broken", key: "broken C", name: { text: "C" } },
      { kind: "broken", key: "experiment", name: undefined },
    ]);
  });

  it("of a misspelt keyword, with the right one as an edit", () => {
    expect(parse("a.kpnet", "exampels A from B {\n}\n").diagnostics).toMatchObject([
      { help: "did you mean `examples`?", edit: { text: "examples", place: { span: { start: 0, end: 8 } } } },
    ]);
  });
});
