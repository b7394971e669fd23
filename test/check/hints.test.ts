import { describe, expect, it } from "vitest";
import { sampleModel, sampleSpec } from "../../diagnostics/catalogue/sample-specs.ts";
import { absoluteSpan } from "../../diagnostics/place.ts";
import { checkText } from "../support/check.ts";

/** The help of the only message about a text, and the text with its edit. */
function hinted(text: string): { help: string | undefined; mended: string | undefined } {
  const { diagnostics, lookup } = checkText(text);
  expect(diagnostics.map(({ message }) => message)).toHaveLength(1);
  const { help, edit } = diagnostics[0]!;
  if (edit === undefined) return { help, mended: undefined };
  const { start, end } = absoluteSpan(edit.place, lookup);
  return { help, mended: text.slice(0, start) + edit.text + text.slice(end) };
}

const step = (written: string) => sampleModel(`conv1 = conv2d(4, kernel: 3); ${written}; flatten(); fc = linear(2)`);
const shifted = (by: string) => sampleSpec().replace("grayscale()", `grayscale(); augment train { shift(${by}) }`);

describe("what other languages write is mended", () => {
  it.each([
    ["an argument without a colon", step("conv2 = conv2d(4, kernel 3)"), "write `kernel: 3`"],
    ["one with an equals sign", step("conv2 = conv2d(4, kernel=3)"), "write `kernel: 3`"],
    ["one with spaces around it", step("conv2 = conv2d(4, kernel = 3, bias: false)"), "write `kernel: 3`"],
    ["a property with an equals sign", sampleSpec("epochs = 3"), "write `epochs: 3`"],
    ["a property without a colon", sampleSpec("epochs 3"), "write `epochs: 3`"],
    ["a property that is a call", sampleSpec().replace("loss:", "loss ="), "write `loss: mse(…)`"],
    ["a step without parentheses", step("act1 = tanh"), "write `tanh()`"],
    ["one without a name", step("tanh"), "write `tanh()`"],
    ["a step named as a keyword", step("block = sequential { tanh() }"), 'a step may be named `"block"`'],
    ["a comment of Python", sampleModel("tanh() # half of it\n  flatten(); fc = linear(2)"), "write `//`"],
    ["a line of them", `### all of it\n${sampleModel()}`, "write `//`"],
    ["a loss by its name", sampleSpec().replace("mse()", "mse"), "write `mse()`"],
    ["a part where a number is meant", step("dropout(p: 30%)"), "write `0.3`"],
    ["a number where a share is meant", shifted("0.1"), "write `10%`"],
    ["a large one", shifted("10"), "write `10%`"],
    ["a name that is nearly right", sampleSpec().replace("optimizer:", "optimiser:"), "did you mean `optimizer`?"],
    ["a name with a word more", step("conv2 = conv2d(4, kernel_size: 3)"), "did you mean `kernel`?"],
    ["a name by its first letters", sampleSpec().replace("lr:", "learning_rate:"), "did you mean `lr`?"],
    ["a step by nearly its name", step("batch_norm"), "write `batch_norm()`"],
  ])("%s", (_, text, help) => {
    const told = hinted(text);
    expect(told.help).toBe(help);
    const errors = (spec: string) => checkText(spec).diagnostics.filter(({ severity }) => severity === "error");
    // One mistake mended may uncover the next one, which is another.
    if (!text.includes("batch_norm")) expect(errors(told.mended!)).toEqual([]);
  });

  it.each([
    ["1 as a share", shifted("1"), undefined],
    ["a share of a kernel", step("conv2 = conv2d(4, kernel: 30%)"), undefined],
    [
      "an argument among the properties",
      sampleSpec("epochs: 3; learning_rate: 0.1"),
      "it belongs to the optimizer: `optimizer: adam(lr: …)`",
    ],
    [
      "an argument in place of a property",
      sampleSpec().replace("optimizer: adam(lr: 1e-3)", "learning_rate: 1e-3"),
      "it belongs to the optimizer: `optimizer: adam(lr: …)`",
    ],
  ])("%s has no one answer", (_, text, help) => {
    expect(hinted(text)).toEqual({ help, mended: undefined });
  });

  it("lists what there is where no name is near", () => {
    expect(hinted(step("zebra()")).help).toMatch(/^there are: `adaptive_avgpool2d`, `add`, .*`conv2d`.*`upsample`$/);
    expect(hinted(sampleSpec().replace("grayscale()", "zebra()")).help).toMatch(/^there are: .*`grayscale`/);
  });

  it("still names a property that is lacking beside one that is misspelt", () => {
    const { diagnostics } = checkText(sampleSpec("epoch: 3").replace("loss: mse()\n", "\n"));
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "the experiment doesn't say its `loss`",
      "`experiment` has no `epoch`",
    ]);
  });

  it("keeps asking for a comma where a colon would be a guess", () => {
    const { diagnostics } = checkText(step("conv2 = conv2d(width kernel: 3)"));
    expect(diagnostics.map(({ message }) => message)).toEqual(["expected `,` or `)` after `width`, found `kernel`"]);
  });
});
