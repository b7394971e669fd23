import { expect, it } from "vitest";
import { parse } from "../../grammar/parse.ts";

const million = 1_000_000;

/** Text that no person writes: what it is, the text, and the one diagnostic that it gets. */
const texts: [string, string, string][] = [
  ["nothing", "", "empty_file"],
  ["blank lines", " \n\n\t\r\n", "empty_file"],
  ["comments only", "// later\n/* and\n later */\n", "empty_file"],
  ["a picture", String.fromCharCode(...Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)), "binary_file"],
  ["text in UTF-16", [..."model Small {}"].join("\0"), "binary_file"],
  ["1 MB of [", "[".repeat(million), "nesting_too_deep"],
  ["1 MB of {", "{".repeat(million), "nesting_too_deep"],
  ["1 MB of ]", "]".repeat(million), "stray_bracket"],
  ["1 MB of []", "[]".repeat(million / 2), "expected_declaration"],
  ["1 MB of brackets in a step", `model A {\n  a = b(${"[(".repeat(million / 2)}\n}\n`, "nesting_too_deep"],
  [
    "10,000 nested repeats",
    `model A {\n${"repeat i in 0..<3 {\n".repeat(10_000)}${"}\n".repeat(10_001)}`,
    "nesting_too_deep",
  ],
  ["10,000 nested blocks", `${"block B {\n".repeat(10_000)}${"}\n".repeat(10_000)}`, "nesting_too_deep"],
  ["10,000 nested blocks on a line", `${"block B { ".repeat(10_000)}${"} ".repeat(10_000)}`, "nesting_too_deep"],
  ["a sum of 500,000", `const a = 1${"+1".repeat(million / 2)}`, "nesting_too_deep"],
  ["1 MB of minus", `const a = ${"-".repeat(million)}1`, "nesting_too_deep"],
  ["300,000 conditions", `const a = ${"if ".repeat(300_000)}`, "nesting_too_deep"],
  ["50,000 times else if", `model A {\n${"if a { b() } else ".repeat(50_000)}{}\n}\n`, "nesting_too_deep"],
  ["1 MB of quotes", '"'.repeat(million + 1), "expected_declaration"],
  ["1 MB of openings in a text", `const a = "${"${".repeat(million / 2)}"`, "unterminated_text"],
  ["1 MB of paragraph signs", "§".repeat(million), "stray_character"],
  ["a table", "1,2,3,4,5\n".repeat(million / 10), "expected_declaration"],
];

it.each(texts)("%s: one clear message, at once", (_, text, name) => {
  const started = process.cpuUsage();
  const { diagnostics } = parse("a.kpnet", text);
  const { user, system } = process.cpuUsage(started);
  expect(diagnostics.map((diagnostic) => diagnostic.name)).toEqual([name]);
  // Seconds of the processor, since the clock on the wall also shows what else the machine is doing. Alone it takes 0.3.
  expect((user + system) / 1e6).toBeLessThan(3);
});

it("stops telling after some fifty mistakes in a declaration, and says so", () => {
  const { diagnostics, tree } = parse("a.kpnet", `model A {\n${"a b\n".repeat(10_000)}}\n\nconst rate = 1e-3\n`);
  expect(diagnostics.length).toBe(50);
  expect(diagnostics.at(-1)!.help).toBe("no more mistakes are looked for in this declaration");
  expect(tree.declarations.at(-1)).toMatchObject({ key: "const rate", damaged: false });
});

it("reads long lists and long bodies", () => {
  expect(parse("a.kpnet", `const a = [${"{},".repeat(130_000)}]\n`).diagnostics).toEqual([]);
  expect(parse("a.kpnet", `model A {\n${"if a { b() }\n".repeat(2_000)}}\n`).diagnostics).toEqual([]);
  const open = parse("a.kpnet", `model A {\n${"  if a {\n".repeat(20_000)}}\n`).diagnostics;
  expect(open.map(({ name }) => name)).toEqual(["nesting_too_deep"]);
});

it("reads nesting up to the limit", () => {
  expect(parse("a.kpnet", `const a = ${"(".repeat(99)}1${")".repeat(99)}\n`).diagnostics).toEqual([]);
  const nested = `model A {\n${"x = repeat i in 0..<3 {\n".repeat(98)}relu()\n${"}\n".repeat(98)}}\n`;
  expect(parse("a.kpnet", nested).diagnostics).toEqual([]);
});

it("costs only the declaration that is nested too deep", () => {
  const { diagnostics, tree } = parse(
    "a.kpnet",
    `const a = 1\nmodel Deep {\n  b = ${"(".repeat(500)}\n}\nconst c = 2\n`,
  );
  expect(diagnostics.map(({ name }) => name)).toEqual(["nesting_too_deep"]);
  expect(tree.declarations).toMatchObject([
    { key: "const a", kind: "const", damaged: false },
    { key: "model Deep", kind: "broken", name: { text: "Deep" }, damaged: true },
    { key: "const c", kind: "const", damaged: false },
  ]);
});
