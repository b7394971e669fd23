import type { Hover } from "vscode-languageserver/node.js";
import { occurrenceAt } from "../../names/index.ts";
import { type Spot, spanToRange } from "../../spot.ts";
import { describeFlow } from "./flow.ts";
import { describeSubject } from "./subject.ts";

/** What there is to know of the name at a place: what it is, and of a step what flows through it. Markdown. */
export function hover(spot: Spot): Hover | undefined {
  const occurrence = occurrenceAt(spot.project, spot.path, spot.offset);
  if (occurrence === undefined) return undefined;
  const sections = [describeSubject(spot.project, occurrence.subject), describeFlow(spot, occurrence)];
  const value = sections.filter((section) => section !== undefined).join("\n\n---\n\n");
  if (value === "") return undefined;
  return { contents: { kind: "markdown", value }, range: spanToRange(spot, occurrence.span) };
}
