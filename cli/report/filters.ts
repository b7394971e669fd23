import type { GraphNode, TypedGraph } from "../../compiler/ir/graph.ts";
import { correlate, type Planes } from "../../lib/correlate.ts";
import type { ShownFilters } from "../../reports/run/run.ts";
import type { Examples } from "../../runtime/data/examples.ts";
import { numberSheet } from "../../runtime/pictures/number-sheet.ts";
import { openWeights } from "../../runtime/weights/open-weights.ts";
import { pngUrl } from "./data-url.ts";

/** At most so many filters are shown. */
const mostFilters = 32;

/** The filters of the convolution that sees the picture itself, and what they find in an example; undefined where there is none. */
export async function reportedFilters(
  graph: TypedGraph,
  weightsFile: string,
  examples: Examples,
  exampleId: string,
): Promise<ShownFilters | undefined> {
  const layer = firstConvolution(graph);
  if (layer === undefined) return undefined;
  const tensor = (await openWeights(weightsFile)).read().get(`${layer.path}.weight`);
  if (tensor === undefined) return undefined;
  const { input, shape } = await examples.plain.example(examples.ids.indexOf(exampleId), 1);
  const [channels, height, width] = shape;
  const seen: Planes = { channels, height, width, data: input };
  const [count = 0, perGroup = 1] = tensor.shape;
  const filters = filtersOf(tensor).slice(0, mostFilters);
  const groups = channels / perGroup;
  const responses = filters.map((filter, index) =>
    correlate(seen, filter, Math.floor((index * groups) / count) * perGroup),
  );
  const columns = 8;
  return {
    path: layer.path,
    shape: tensor.shape,
    shown: filters.length,
    sheet: pngUrl(await numberSheet(filters, { tileWidth: 57, columns, gap: 12, smooth: false })),
    example: exampleId,
    responses: pngUrl(
      await numberSheet(responses, { tileWidth: 160, gap: 4, columns: filters.length > 8 ? columns : 3, smooth: true }),
    ),
  };
}

/** The first that takes an input of the model. */
function firstConvolution({ inputs, nodes }: TypedGraph): GraphNode | undefined {
  const names = new Set(inputs.map(({ name }) => name));
  return nodes.find((node) => node.op === "conv2d" && names.has(node.inputs[0] ?? ""));
}

/** [filters, channels, height, width] to one value a filter. */
function filtersOf({
  shape,
  data,
}: {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}): readonly Planes[] {
  const [count = 0, channels = 1, height = 1, width = 1] = shape;
  const size = channels * height * width;
  return Array.from({ length: count }, (_, index) => ({
    channels,
    height,
    width,
    data: data.subarray(index * size, (index + 1) * size),
  }));
}
