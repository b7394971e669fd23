import { expect, it } from "vitest";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Place, TextLookup } from "../../diagnostics/place.ts";
import { renderDiagnostics, toJson } from "../../diagnostics/render.ts";

const text = "kpnet 1\n\nmodel Small {\n\tfc1 = linear(3)\n}\n";

function lookupOf(content: string): TextLookup {
  return { text: () => content, offset: (_, declaration) => (declaration === "" ? 0 : content.indexOf(declaration)) };
}

function placeOf(part: string, content = text): Place {
  const start = content.indexOf(part) - content.indexOf("model Small");
  return { file: "a.kpnet", declaration: "model Small", span: { start, end: start + part.length } };
}

const diagnostic: Diagnostic = {
  name: "some_name",
  severity: "error",
  message: "three numbers are no points",
  place: placeOf("linear(3)"),
  related: [{ place: placeOf("model Small"), message: "in this model" }],
  help: "write `linear(2)`",
  edit: { title: "write 2", place: placeOf("3"), text: "2" },
};

it("shows each diagnostic with the text that it is about", () => {
  expect(
    renderDiagnostics([diagnostic, { ...diagnostic, severity: "note", related: [] }], lookupOf(text), {
      colour: false,
    }),
  ).toBe(`error[some_name]: three numbers are no points
 --> a.kpnet:4:8
  |
4 |  fc1 = linear(3)
  |        ^^^^^^^^^
  = in this model
    3 | model Small {
  = help: write \`linear(2)\`

note[some_name]: three numbers are no points
 --> a.kpnet:4:8
  |
4 |  fc1 = linear(3)
  |        ^^^^^^^^^
  = help: write \`linear(2)\`

1 error, 1 note
`);
});

it("says which file a remark is about where that is another", () => {
  const elsewhere = { place: { ...placeOf("model Small"), file: "b.kpnet" }, message: "in this model" };
  const rendered = renderDiagnostics([{ ...diagnostic, related: [elsewhere] }], lookupOf(text), { colour: false });
  expect(rendered).toContain("  = in this model\n    b.kpnet:3 | model Small {\n");
});

it("counts lines and columns from 1, whatever ends a line", () => {
  for (const lineBreak of ["\n", "\r\n", "\r"]) {
    const content = text.replaceAll("\n", lineBreak);
    const place = placeOf("linear(3)", content);
    const { line, column, endLine, endColumn } = toJson({ ...diagnostic, place }, lookupOf(content));
    expect({ line, column, endLine, endColumn }).toEqual({ line: 4, column: 8, endLine: 4, endColumn: 17 });
  }
});

it("gives JSON with places as lines and columns", () => {
  const { related, edit, ...rest } = toJson(diagnostic, lookupOf(text));
  expect(rest).toMatchObject({ name: "some_name", severity: "error", file: "a.kpnet", help: "write `linear(2)`" });
  expect(related).toEqual([
    { message: "in this model", file: "a.kpnet", line: 3, column: 1, endLine: 3, endColumn: 12, start: 9, end: 20 },
  ]);
  expect(edit).toEqual({
    title: "write 2",
    text: "2",
    file: "a.kpnet",
    line: 4,
    column: 15,
    endLine: 4,
    endColumn: 16,
    start: 37,
    end: 38,
  });
});

it("cuts long lines around what is pointed at, and lets no control character through", () => {
  const content = `model Small${"\u001b[31m(".repeat(5000)}here${")".repeat(30_000)}`;
  const rendered = renderDiagnostics(
    [{ ...diagnostic, place: placeOf("here", content), related: [] }],
    lookupOf(content),
    { colour: false },
  );
  expect(rendered).not.toContain("\u001b");
  const [, , , shown, underline] = rendered.split("\n");
  expect(shown!.length).toBeLessThan(130);
  expect(shown!.slice(underline!.indexOf("^"), underline!.lastIndexOf("^") + 1)).toBe("here");
});

it("shows a place in a file that can't be read, and one at its end", () => {
  const nowhere = { text: () => undefined, offset: () => undefined };
  expect(renderDiagnostics([{ ...diagnostic, related: [] }], nowhere, { colour: false })).toContain(
    " --> a.kpnet:1:1\n  = help",
  );
  const end = { file: "a.kpnet", declaration: "", span: { start: text.length, end: text.length } };
  expect(renderDiagnostics([{ ...diagnostic, place: end }], lookupOf(text), { colour: false })).toContain(
    "6 | \n  | ^",
  );
});

it("colours by severity where it is asked to", () => {
  expect(renderDiagnostics([diagnostic], lookupOf(text), { colour: true })).toContain(
    "\u001b[1;31merror[some_name]\u001b[0m",
  );
});
