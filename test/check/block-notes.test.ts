import { describe, expect, it } from "vitest";
import { checkText, pointedAt, told } from "../support/check.ts";

const spec = (body: string, steps: string, input = "input x: features[C, H, W]") => `block Part(width: int = 2) {
  ${input}
  ${body}
}
model M {
  input image: image[2, 15, 15] in 0..1
  ${steps}
  output maps: features[A, B, C]
}
`;

describe("the range of a block's input", () => {
  const ranged = "input x: features[C, H, W] in 0..width";

  it("is held against what flows in", () => {
    expect(told(spec("sigmoid()", "Part(1); Part(1)", ranged))).toEqual([]);
    const text = spec("conv1 = conv2d(2, kernel: 1)", "part1 = Part(1); tanh(); part2 = Part(1)", ranged);
    const { diagnostics } = checkText(text);
    expect(diagnostics.map(({ name, message }) => `${name}: ${message}`)).toEqual([
      "block_range_mismatch: `Part` takes numbers in 0..1 as its input `x`, but -1..1 flows in",
    ]);
    expect(pointedAt(text, diagnostics[0]!)).toBe("Part(1)");
    expect(pointedAt(text, diagnostics[0]!.related[0]!)).toBe(ranged);
    expect(told(spec("conv1 = conv2d(2, kernel: 1)", "part1 = Part(); part2 = Part()", ranged))).toEqual([
      expect.stringMatching(/^block_range_mismatch: .*in 0\.\.2 .*but any numbers flow in$/),
    ]);
  });

  it("is told once of a call that is repeated", () => {
    expect(told(spec("tanh()", "conv1 = conv2d(2, kernel: 1); l = repeat i in 0..<3 { Part() }", ranged))).toHaveLength(
      1,
    );
  });
});

describe("@allow in a block", () => {
  const pool = (notes: string) => `maxpool2d(2)${notes}`;

  it("silences each instance", () => {
    expect(told(spec(pool(""), "Part(); Part()"))).toEqual([expect.stringMatching(/^lost_pixels: .*in 2 of 2 rep/)]);
    expect(told(spec(pool(" @allow(lost_pixels)"), "Part(); Part(); l = repeat i in 0..<1 { Part() }"))).toEqual([]);
  });

  it("needs one instance only in which there is something to silence", () => {
    const allowed = pool(" @allow(lost_pixels)");
    expect(told(spec(allowed, "pad(0, after: 1); Part(); Part()"))).toEqual([expect.stringMatching(/^allow_without/)]);
    expect(told(spec(pool(" @allow(lost_pixels)"), "Part(); pad(0, after: 1); Part()"))).toEqual([]);
  });

  it("is told where it silences nothing, and where it is of an error", () => {
    const nothing = spec("sigmoid() @allow(lost_pixels)", "Part()");
    expect(told(nothing)).toEqual(["allow_without_effect: there is no `lost_pixels` here to allow"]);
    expect(pointedAt(nothing, checkText(nothing).diagnostics[0]!)).toContain("lost_pixels");
    expect(told(spec("sigmoid()", "Part()", "input x: features[C, H, W] @allow(lost_pixels)"))).toEqual([
      "allow_without_effect: there is no `lost_pixels` here to allow",
    ]);
    expect(told(spec("sigmoid() @allow(join_mismatch)", "Part()"))).toEqual([expect.stringMatching(/^allow_of_error/)]);
  });

  it("is not judged in a file that is imported, nor where a model is not sound", () => {
    const files = { "part.kpnet": "block Part() { input x: features[C, H, W]; sigmoid() @allow(lost_pixels) }\n" };
    const model = "model M { input image: image[2, 15, 15] in 0..1; Part(); output maps: features[A, B, C] }\n";
    const imported = checkText(`import { Part } from "part.kpnet"\n${model.replaceAll("; ", "\n")}`, files);
    expect(imported.diagnostics.map(({ name }) => name)).toEqual([]);
    expect(told(spec("sigmoid() @allow(lost_pixels)", "Part(); linear(3)"))).toEqual([
      expect.stringMatching(/^(needs_vector|nameless_weights)/),
    ]);
  });
});
