import { expect, test } from "vitest";
import { expectWellFormatted, scrambles } from "../format/well-formatted.ts";
import { samples } from "../grammar/samples.ts";

test("5,000 texts with any blanks and comments between their tokens are well formatted", () => {
  const texts = samples.flatMap(({ text }) => scrambles(text, 300));
  expect(texts.length).toBeGreaterThan(5000);
  expectWellFormatted(texts);
});
