import {
  bytesField,
  encodeMessage,
  type Field,
  floatField,
  type Message,
  messageField,
  packedFloatField,
  packedVarintField,
  stringField,
  varintField,
} from "../../../lib/protobuf.ts";

/**
 * The part of ONNX's format (https://github.com/onnx/onnx/blob/v1.15.0/onnx/onnx.proto) that the emitter writes. Field
 * numbers below are those of onnx.proto.
 */
export interface OnnxGraph {
  readonly name: string;
  readonly doc: string;
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  readonly initializers: readonly OnnxTensor[];
  /** Every node after those whose results it takes. */
  readonly nodes: readonly OnnxNode[];
}

/** What flows in or out: float32 of this shape; a text is the name of a size that is known when the graph runs. */
export interface OnnxPort {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

export type OnnxTensor =
  | { readonly name: string; readonly shape: readonly number[]; readonly type: "float"; readonly data: Float32Array }
  | { readonly name: string; readonly shape: readonly number[]; readonly type: "int64"; readonly data: BigInt64Array };

export interface OnnxNode {
  readonly name: string;
  readonly opType: string;
  readonly domain: OnnxDomain;
  /** Names of values; `""` for an optional input that is not given. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: OnnxAttributes;
}

/** `""` is ONNX's own set of operators; the other one is ONNX Runtime's. */
export type OnnxDomain = "" | "com.microsoft";

export type OnnxAttributes = Readonly<Record<string, OnnxAttribute>>;

export type OnnxAttribute =
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly string: string };

const irVersion = 8;
const operatorSets: readonly { domain: OnnxDomain; version: number }[] = [
  { domain: "", version: 17 },
  { domain: "com.microsoft", version: 1 },
];

/** The bytes of an .onnx file: a ModelProto. */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  return encodeMessage([
    varintField(1, irVersion),
    stringField(2, "kpc"),
    messageField(7, graphProto(graph)),
    ...operatorSets.map(({ domain, version }) => messageField(8, [stringField(1, domain), varintField(2, version)])),
  ]);
}

function graphProto(graph: OnnxGraph): Message {
  return [
    ...graph.nodes.map((node) => messageField(1, nodeProto(node))),
    stringField(2, graph.name),
    ...graph.initializers.map((tensor) => messageField(5, tensorProto(tensor))),
    ...(graph.doc === "" ? [] : [stringField(10, graph.doc)]),
    ...graph.inputs.map((port) => messageField(11, valueInfoProto(port))),
    ...graph.outputs.map((port) => messageField(12, valueInfoProto(port))),
  ];
}

function nodeProto(node: OnnxNode): Message {
  return [
    ...node.inputs.map((name) => stringField(1, name)),
    ...node.outputs.map((name) => stringField(2, name)),
    stringField(3, node.name),
    stringField(4, node.opType),
    ...Object.entries(node.attributes).map(([name, value]) => messageField(5, attributeProto(name, value))),
    ...(node.domain === "" ? [] : [stringField(7, node.domain)]),
  ];
}

const attributeType = { float: 1, int: 2, string: 3, floats: 6, ints: 7 };

function attributeProto(name: string, attribute: OnnxAttribute): Message {
  const value = attributeValue(attribute);
  return [stringField(1, name), value.field, varintField(20, attributeType[value.type])];
}

function attributeValue(attribute: OnnxAttribute): { type: keyof typeof attributeType; field: Field } {
  if ("float" in attribute) return { type: "float", field: floatField(2, attribute.float) };
  if ("int" in attribute) return { type: "int", field: varintField(3, attribute.int) };
  if ("string" in attribute) return { type: "string", field: stringField(4, attribute.string) };
  if ("floats" in attribute) return { type: "floats", field: packedFloatField(7, attribute.floats) };
  return { type: "ints", field: packedVarintField(8, attribute.ints) };
}

const elementType = { float: 1, int64: 7 };

function tensorProto(tensor: OnnxTensor): Message {
  const { buffer, byteOffset, byteLength } = tensor.data;
  return [
    packedVarintField(1, tensor.shape),
    varintField(2, elementType[tensor.type]),
    stringField(8, tensor.name),
    bytesField(9, new Uint8Array(buffer, byteOffset, byteLength)),
  ];
}

function valueInfoProto({ name, shape }: OnnxPort): Message {
  const dimensions = shape.map((size) =>
    messageField(1, [typeof size === "number" ? varintField(1, size) : stringField(2, size)]),
  );
  const tensorType = [varintField(1, elementType.float), messageField(2, dimensions)];
  return [stringField(1, name), messageField(2, [messageField(1, tensorType)])];
}
