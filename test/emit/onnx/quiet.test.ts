import { expect, test } from "vitest";
import {
  createPredictor,
  type OnnxRuntime,
  type SessionOptions,
} from "../../../compiler/5-emit/onnx/support/onnx-support.ts";

test("a session prints errors only, unless it is asked for more", async () => {
  const given: (SessionOptions | undefined)[] = [];
  const ort = {
    InferenceSession: {
      create: async (_graph: Uint8Array, options?: SessionOptions) => {
        given.push(options);
        return { run: async () => ({}), release: async () => {} };
      },
    },
  } as unknown as OnnxRuntime;
  const model = { name: "M", inputs: [], outputs: [], weights: [], buffers: [] };
  await createPredictor(ort, model, new Uint8Array(), {});
  await createPredictor(ort, model, new Uint8Array(), {}, { logSeverityLevel: 1 });
  expect(given.map((options) => options?.logSeverityLevel)).toEqual([3, 1]);
});
