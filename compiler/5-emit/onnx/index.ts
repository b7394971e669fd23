import type { EmitRequest, EmittedFile, Target } from "../target.ts";
import { withJavaScript } from "../transpile.ts";
import { onnxGraph } from "./graph.ts";
import { encodeModel } from "./model.ts";
import { moduleText, trainingOf } from "./module/index.ts";
import { spellingsByName } from "./primitives/index.generated.ts";
import { supportSource } from "./support/onnx-support-source.generated.ts";

export const cpu: Target = {
  name: "cpu",
  doc: `ONNX graphs for inference and for a training step (forward, loss and backward), run by ONNX Runtime, and a typed
TypeScript module that hands numbers in and out. Prebuilt native code on every machine; uses all cores.`,
  lacks: ({ instructions }) =>
    instructions
      .filter(({ primitive }) => spellingsByName[primitive] === undefined)
      .map((instruction) => ({ instruction, missing: [instruction.primitive] })),
  openSizes: false,
  emit: emitOnnx,
};

/**
 * `Name.infer.onnx`, with the weights as inputs (the module builds them in when it makes a session); `Name.train.onnx`, whose
 * results are the loss, the outputs and the gradients; the module; and `onnx-support`, which all modules share.
 */
async function emitOnnx(request: EmitRequest): Promise<readonly EmittedFile[]> {
  const { name, doc } = request.graph;
  const training = trainingOf(request);
  const graphs = [{ path: `${name}.infer.onnx`, content: encodeModel(onnxGraph(request.inference, doc)) }];
  if (training !== undefined)
    graphs.push({ path: `${name}.train.onnx`, content: encodeModel(onnxGraph(training.program, doc)) });
  return [
    ...graphs,
    ...(await withJavaScript(name, moduleText(request))),
    ...(await withJavaScript("onnx-support", supportSource)),
  ];
}
