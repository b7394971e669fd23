import { symbol } from "../ir/dim.ts";
import type { ParameterValues } from "../ir/parameters.ts";
import type { ExampleType, KeypointScheme } from "../ir/plan.ts";
import { range } from "../ir/range.ts";
import type { Reader } from "./reader.ts";

/**
 * Type of an example before its first step: a picture as read, mostly of a size that only the files know, with all of the
 * scheme's points. `parameters` are the reader's.
 */
export function sourceType(reader: Reader, scheme: KeypointScheme, parameters: ParameterValues = {}): ExampleType {
  const [height, width] = reader.size?.(parameters) ?? [symbol("source_height"), symbol("source_width")];
  const shape = [sourceChannels(reader, parameters), height, width];
  const { boxes = false } = reader;
  return {
    image: { role: "image", shape, range: range(0, 1) },
    points: { role: "points", shape: [scheme.count, 2], range: range(0, 1), frame: "share" },
    kept: Array.from({ length: scheme.count }, (_, index) => index),
    boxed: typeof boxes === "boolean" ? boxes : boxes(parameters),
    leaving: "keep",
  };
}

/** Of a picture as read. */
export function sourceChannels({ channels }: Reader, parameters: ParameterValues): number {
  return typeof channels === "number" ? channels : channels(parameters);
}
