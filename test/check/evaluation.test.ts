import { describe, expect, it } from "vitest";
import { newContext, type Project } from "../../compiler/2-elaborate/context.ts";
import { convert } from "../../compiler/2-elaborate/convert.ts";
import type { BoundExpression } from "../../compiler/ir/bound.ts";
import { angle, choice, int, type ParameterSchema, share } from "../../compiler/ir/parameters.ts";
import { sampleModel } from "../../diagnostics/catalogue/sample-specs.ts";
import { modelOf, told } from "../support/check.ts";

/** What `conv2d` gets, of a call with these arguments. */
function conv2d(call: string, constants = "") {
  const text = `${constants}
model Tiny {
  input image: image[4, H, 64] in 0..1
  conv1 = conv2d(${call})
  output maps: features[C, A, B]
}
`;
  return modelOf(text).nodes[0]!.parameters;
}

/** What is wrong with a call of `conv2d` with these arguments. */
function wrong(call: string, constants = ""): string[] {
  return told(`${constants}
model Tiny {
  input image: image[4, H, 64] in 0..1
  conv1 = conv2d(${call})
  output maps: features[8, A, B]
}
`);
}

describe("arguments", () => {
  it("go to parameters by position, then by name, and defaults fill in the rest", () => {
    expect(conv2d("8, 3, bias: false")).toEqual({
      out_channels: { to: 8 },
      kernel: [3, 3],
      stride: [1, 1],
      padding: [0, 0],
      dilation: [1, 1],
      groups: 1,
      bias: false,
    });
  });

  it.each<[call: string, parameters: object, constants?: string]>([
    ["8, kernel: [1, 5]", { kernel: [1, 5] }],
    ["4 -> 8, 1", { out_channels: { from: 4, to: 8 } }],
    ["2 * 4, 6 / 2 - 1", { out_channels: { to: 8 }, kernel: [2, 2] }],
    ["17 mod 9, 1", { out_channels: { to: 8 } }],
    ["if 1 < 2 and not (3 == 4) then 8 else 9, 1", { out_channels: { to: 8 } }],
    ['8, kernel: 1, bias: 1 >= 2 or "a" == "b"', { bias: false }],
    [
      "width, kernel: side",
      { out_channels: { to: 8 }, kernel: [3, 1] },
      "const width = half * 2\nconst half = 4\nconst side = [half - 1, 1]",
    ],
    ["if big then 9 else 8, 1", { out_channels: { to: 8 } }, "const big = 3 > 4"],
  ])("are worked out: %s", (call, parameters, constants = "") => {
    expect(conv2d(call, constants)).toMatchObject(parameters);
  });

  it.each([
    ["8", ["missing_argument: `conv2d` needs `kernel`"]],
    ["8, kernel: 0", ["value_out_of_bounds: `kernel` must be at least 1, but is 0"]],
    ["8, kernel: [3, 0]", ["value_out_of_bounds: `kernel` must be at least 1, but is 0"]],
    ["0, kernel: 1", ["value_out_of_bounds: `out_channels` must be at least 1, but is 0"]],
    ["8, kernel: 2.5", ["value_out_of_bounds: `kernel` must be a whole number, but is 2.5"]],
    [
      "8, kernel: 3deg",
      ["wrong_kind_of_value: `kernel` takes a whole number, or a height and width such as `[1, 5]`, not an angle"],
    ],
    [
      "8, kernel: [1, 2, 3]",
      ["wrong_kind_of_value: `kernel` takes a whole number, or a height and width such as `[1, 5]`, not a list"],
    ],
    [
      "8, kernel: 1..3",
      ["wrong_kind_of_value: `kernel` takes a whole number, or a height and width such as `[1, 5]`, not a range"],
    ],
    ["8, kernel: 1, bias: 1", ["wrong_kind_of_value: `bias` takes `true` or `false`, not a number"]],
    ["8, 1, 1, 1, 1, 1, true, 9", ["too_many_arguments: `conv2d` takes at most 7 arguments"]],
    ["8, 3, kernel: 3", ["duplicate_argument: `kernel` has a value already"]],
    ["kernel: 3, 8", ["positional_after_named: after an argument with a name, every argument needs its name"]],
    ["8, kernal: 3", ["unknown_parameter: `conv2d` has no parameter `kernal`"]],
    ["8, kernel: 1 + true", ["wrong_calculation: `+` can't stand between a number and a truth value"]],
    ["8, kernel: 1 / 0", ["wrong_calculation: this comes to no number"]],
    ["8, kernel: 10% + 1", ["wrong_calculation: `+` can't stand between a share and a number"]],
    ["8, kernel: if 1 then 2 else 3", ["wrong_calculation: the condition after `if` is a number, not true or false"]],
    ["8, kernel: if H > 9 then 2 else 3", ["undecided_condition: how H and 9 compare depends on a size that is open"]],
    ["8, kernel: 3, groups: H / 2", ["undecided_value: this has no value that holds for every size"]],
  ])("are refused in the user's words: %s", (call, messages) => {
    expect(wrong(call)).toEqual(messages);
  });

  it("are refused once, wherever a wrong constant is used", () => {
    expect(wrong("width, kernel: width", "const width = 8 + true")).toHaveLength(1);
  });

  it("are not compared with bounds where they are symbolic", () => {
    expect(wrong("H, kernel: 1")[0]).toMatch(/^open_sizes: `\w+` takes H = 8\./);
  });

  it("end, however constants build on each other", () => {
    const doubling = Array.from({ length: 90 }, (_, i) => `const a${i + 1} = a${i} + a${i} - a${i}`).join("\n");
    expect(conv2d("a90, 1", `const a0 = 8\n${doubling}`)).toMatchObject({ out_channels: { to: 8 } });
    expect(wrong("a, kernel: 1", "const a = b\nconst b = c\nconst c = a").map((each) => each.split(":")[0])).toContain(
      "circular_const",
    );
  });
});

describe("quantities", () => {
  const place = { file: "a", declaration: "", span: { start: 0, end: 1 } };
  const number = (value: number, unit?: string): BoundExpression => ({ kind: "number", value, unit, place });
  const minus = (of: BoundExpression): BoundExpression => ({ kind: "unary", op: "-", of, place });

  function converted(schema: ParameterSchema, expression: BoundExpression) {
    const { context, diagnostics } = newContext({} as Project);
    const value = convert(context, "amount", schema, expression);
    return value ?? diagnostics.map(({ message, edit }) => [message, edit?.text]);
  }

  it.each([
    [share({ doc: "" }), number(57, "%"), 0.57],
    [angle({ doc: "" }), minus(number(15, "deg")), -15],
    [share({ doc: "" }), number(0.2), [["`amount` takes a share such as `10%`, not a bare number", "20%"]]],
    [angle({ doc: "" }), minus(number(15)), [["`amount` takes an angle such as `15deg`, not a bare number", "-15deg"]]],
    [share({ doc: "" }), number(15, "deg"), [["`amount` takes a share such as `10%`, not an angle", undefined]]],
    [int({ doc: "" }), number(15, "deg"), [["`amount` takes a whole number, not an angle", "15"]]],
    [int({ doc: "" }), number(15, "degs"), [["there is no unit `degs`", undefined]]],
  ])("are what their unit says, and a bare number is refused", (schema, expression, expected) => {
    expect(converted(schema, expression)).toEqual(expected);
  });

  it("are words where one of a few is meant", () => {
    const mode = choice({ doc: "", of: ["nearest", "bilinear"] });
    const word = (text: string): BoundExpression => {
      return { kind: "reference", text, to: { kind: "word", hint: undefined, certain: true }, place };
    };
    expect(converted(mode, word("neares"))).toEqual([
      ["`amount` takes `nearest` or `bilinear`, not `neares`", "nearest"],
    ]);
  });
});

it("lets a model's parameters stand where sizes are meant", () => {
  const text = sampleModel()
    .replace("Tiny", "Tiny(side: int = 4 * 2, bias: bool = false)")
    .replace("8, 8", "side, side");
  const graph = modelOf(text.replace("linear(2)", "linear(2, bias: bias)"));
  expect(graph.inputs[0]!.shape).toEqual([1, 8, 8]);
  expect(graph.nodes.at(-1)!.weights.map((weight) => weight.key)).toEqual(["fc.weight"]);
});
