import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { format } from "../../grammar/format/index.ts";
import { samples } from "../grammar/samples.ts";
import { expectWellFormatted, isSound, scrambles } from "./well-formatted.ts";

const root = new URL("../../", import.meta.url).pathname;

describe.each(samples)("$name", ({ text }) => {
  it("means the same once it is formatted, and stays as it is from then on", () => {
    expectWellFormatted([text]);
  });

  it("does so with any blanks and comments between its tokens", () => {
    expectWellFormatted(scrambles(text, 12));
  });
});

test("every file of the tests that has no syntax errors", () => {
  const files = readdirSync(`${root}test`, { recursive: true }).map(String);
  const specs = files.filter((file) => file.endsWith(".kpnet"));
  const texts = specs.map((file) => readFileSync(`${root}test/${file}`, "utf8")).filter(isSound);
  expect(texts.length).toBeGreaterThan(15);
  expectWellFormatted(texts);
});

test.each(samples.filter(({ name }) => name.startsWith("specs/")))("$name is in the style", ({ text }) => {
  expect(format(text)).toBe(text);
});

test("one of everything, before and after", async () => {
  const before = readFileSync(new URL("samples/before.kpnet", import.meta.url), "utf8");
  expect(isSound(before)).toBe(true);
  await expect(format(before)).toMatchFileSnapshot("samples/after.kpnet");
});

test("an empty text and one of comments alone", () => {
  expect(format("")).toBe("");
  expect(format("\n\n  // nothing yet  \n\n\n/// doc")).toBe("// nothing yet\n\n/// doc\n");
});
