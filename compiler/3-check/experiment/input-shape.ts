import { input_shape_mismatch } from "../../../diagnostics/catalogue/input_shape_mismatch.ts";
import { size_not_admitted } from "../../../diagnostics/catalogue/size_not_admitted.ts";
import { isKnown, showDim } from "../../ir/dim.ts";
import { type Shape, showShape } from "../../ir/shape.ts";
import { showAdmitted, showRefused } from "../../ir/show-sizes.ts";
import type { Finding } from "../finding.ts";
import { refusalAt, sizesIn } from "../open-sizes/index.ts";
import { bothSides, type Meeting } from "./meeting.ts";
import { propertyOrigin } from "./property.ts";

/** Pictures that the model can't take: of other sizes than it wants, or of many sizes, which form no batch. */
export function findInInputShape(meeting: Meeting): readonly Finding[] {
  const { plan, graph, input, image } = meeting;
  const origin = propertyOrigin(plan, "data");
  const sizes = input.role === "image" ? sizesIn(input.shape, image.shape) : undefined;
  const refused = sizes && refusalAt(graph, sizes);
  if (refused !== undefined) {
    const admitted = graph.sizes && showAdmitted(graph.sizes);
    const facts = { model: graph.name, examples: plan.examples.name, refused: showRefused(refused), admitted };
    const related = [...bothSides(meeting), ...refused.related];
    return [{ diagnostic: size_not_admitted.at(origin.place, facts, { related }), origin }];
  }
  if (sizes !== undefined) return [];
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

/** Steps that would make the picture fit. */
function missingSteps([channels, ...size]: Shape, [givenChannels, ...givenSize]: Shape): readonly string[] {
  const missing: string[] = [];
  if (channels === 1 && givenChannels === 3) missing.push("grayscale()");
  if (size.length === 2 && sizesIn(size, givenSize) === undefined) {
    const written = size.every(isKnown) ? size.map(showDim) : ["height", "width"];
    missing.push(`resize(${written.join(", ")})`);
  }
  return missing;
}
