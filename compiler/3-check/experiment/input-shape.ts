import { input_shape_mismatch } from "../../../diagnostics/catalogue/input_shape_mismatch.ts";
import { type Dim, isKnown, showDim } from "../../ir/dim.ts";
import { type Shape, showShape } from "../../ir/shape.ts";
import type { Finding } from "../finding.ts";
import { bothSides, type Meeting } from "./meeting.ts";
import { propertyOrigin } from "./property.ts";

/** Pictures that the model can't take: of other sizes than it wants, or of many sizes, which form no batch. */
export function findInInputShape(meeting: Meeting): readonly Finding[] {
  const { plan, graph, input, image } = meeting;
  if (input.role === "image" && admits(input.shape, image.shape)) return [];
  const origin = propertyOrigin(plan, "data");
  const facts = {
    model: graph.name,
    wanted: `${input.role}${showShape(input.shape)}`,
    examples: plan.examples.name,
    delivered: `${image.role}${showShape(image.shape)}`,
    missing: input.role === "image" ? missingSteps(input.shape, image.shape) : [],
  };
  const diagnostic = input_shape_mismatch.at(origin.place, facts, { related: bothSides(meeting) });
  return [{ diagnostic, origin }];
}

function admits(wanted: Shape, delivered: Shape): boolean {
  return wanted.length === delivered.length && wanted.every((dim, axis) => admitsSize(dim, delivered[axis]!));
}

/** A size that the model leaves open takes any size that is known. */
function admitsSize(wanted: Dim, delivered: Dim): boolean {
  return isKnown(delivered) && (!isKnown(wanted) || wanted === delivered);
}

/** Steps that would make the picture fit. */
function missingSteps([channels, ...size]: Shape, [givenChannels, ...givenSize]: Shape): readonly string[] {
  const missing: string[] = [];
  if (channels === 1 && givenChannels === 3) missing.push("grayscale()");
  if (size.length === 2 && !admits(size, givenSize)) {
    const written = size.every(isKnown) ? size.map(showDim) : ["height", "width"];
    missing.push(`resize(${written.join(", ")})`);
  }
  return missing;
}
