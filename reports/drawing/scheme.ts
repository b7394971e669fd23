import type { ValueId } from "../../compiler/ir/graph.ts";
import type { Place } from "../../diagnostics/place.ts";

/** What is drawn, before anything has a size or a place: boxes, and frames with boxes in them. */
export interface Scheme {
  readonly name: string;
  /** `130,750 parameters, 3.4 million multiply-adds`. */
  readonly summary: string;
  /** The model as a whole, which has no ends of its own. */
  readonly level: Level;
  readonly place: Place;
}

/** What stands side by side in the model, or in one frame. */
export interface Level {
  readonly items: readonly Item[];
  readonly edges: readonly Edge[];
  /** Values that flow into the frame, and out of it. */
  readonly entering: readonly ValueId[];
  readonly leaving: readonly Port[];
}

export type Item = Box | Frame;

/** A box: steps that follow each other, each a row; or one block with all that is in it; or an end of the model. */
export interface Box {
  readonly kind: "box";
  readonly id: string;
  readonly look: "input" | "output" | "step" | "block";
  readonly rows: readonly Row[];
  readonly outputs: readonly Port[];
}

/** A block that is open. */
export interface Frame {
  readonly kind: "frame";
  readonly id: string;
  readonly header: Row;
  readonly level: Level;
  readonly outputs: readonly Port[];
}

/** Where a value flows out. */
export interface Port {
  readonly value: ValueId;
  /** Its shape: `[64, 56, 56]`; empty where the frame around it says that. */
  readonly shape: string;
}

/** The edge of the frame around a level, as the beginning and the end of edges. No item has such a name. */
export const entrance = "#entrance";
export const exit = "#exit";

/** From an item or the entrance to an item or the exit. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly value: ValueId;
}

/** The text of a step or block, and where it is written. */
export interface Row {
  /** Identity of the step: `layer1.0.conv1`. */
  readonly path: string;
  /** As it stands in the frame around it; empty for a step without a name. */
  readonly name: string;
  /** Op, block, or what else it is. */
  readonly callee: string;
  /** How many turns of a repeat it stands for. */
  readonly times: number;
  /** Arguments that are short enough to stand beside it. */
  readonly brief: string;
  /** Lines below: longer arguments, or how many parameters there are. */
  readonly details: readonly string[];
  /** All that is known of it, for who points at it. */
  readonly tooltip: string;
  readonly place: Place;
  /** Of a block: whether what is in it is drawn. */
  readonly open?: boolean;
}

/** Ids of all boxes, those in frames among them. */
export function boxesIn({ items }: Level): string[] {
  return items.flatMap((item) => (item.kind === "box" ? [item.id] : boxesIn(item.level)));
}
