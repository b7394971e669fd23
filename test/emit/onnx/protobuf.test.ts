import { expect, test } from "vitest";
import { encodeModel } from "../../../compiler/5-emit/onnx/model.ts";
import { withWeights } from "../../../compiler/5-emit/onnx/support/onnx-support.ts";
import {
  doubleField,
  encodeMessage,
  floatField,
  messageField,
  packedFloatField,
  packedVarintField,
  stringField,
  varintField,
} from "../../../lib/protobuf.ts";

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

// The first four are the examples of https://protobuf.dev/programming-guides/encoding.
test.each([
  ["an int", varintField(1, 150), "089601"],
  ["a string", stringField(2, "testing"), "120774657374696e67"],
  ["a message", messageField(3, [varintField(1, 150)]), "1a03089601"],
  ["packed ints", packedVarintField(6, [3, 270, 86942]), "3206038e029ea705"],
  ["a negative int", varintField(1, -2), "08feffffffffffffffff01"],
  ["the largest safe int", varintField(1, Number.MAX_SAFE_INTEGER), "08ffffffffffffff0f"],
  ["a float", floatField(2, 1), "150000803f"],
  ["a double", doubleField(1, 1), "09000000000000f03f"],
  ["packed floats", packedFloatField(7, [1, -2]), "3a080000803f000000c0"],
  ["a text that is not ASCII", stringField(1, "ø"), "0a02c3b8"],
  ["a field number over 15", varintField(20, 7), "a00107"],
])("%s", (_what, field, expected) => expect(hex(encodeMessage([field]))).toBe(expected));

test("weights that are built in are what a graph with those constants says", () => {
  const node = { name: "y", opType: "Add", domain: "", inputs: ["x", "w"], outputs: ["y"], attributes: {} } as const;
  const port = (name: string) => ({ name, shape: [2] });
  const graph = { name: "Sum", doc: "Adds.", outputs: [port("y")], nodes: [node], initializers: [] };
  const data = Float32Array.of(3, 4);
  const built = withWeights(encodeModel({ ...graph, inputs: [port("x"), port("w")] }), [
    { key: "w", shape: [2], data },
  ]);
  const constant = { name: "w", shape: [2], type: "float", data } as const;
  const expected = encodeModel({ ...graph, inputs: [port("x")], initializers: [constant] });
  // The constant comes last rather than in its place; the same bytes otherwise.
  expect([...built].sort()).toEqual([...expected].sort());
  expect(Buffer.from(built).includes(Buffer.from(data.buffer))).toBe(true);
});

test("a file that is cut off is no model", () => {
  const bytes = encodeModel({ name: "Empty", doc: "", inputs: [], outputs: [], nodes: [], initializers: [] });
  expect(() => withWeights(bytes.subarray(0, bytes.length - 3), [])).toThrow("cut off");
  expect(() => withWeights(Uint8Array.of(0xff), [])).toThrow("cut off");
});
