import type { Size } from "./measure.ts";
import type { PlacedEdge, PlacedPort, Rectangle } from "./placed.ts";
import type { Item } from "./scheme.ts";

/** A level with places for all that is in it, counted from its own corner. */
export interface LaidLevel extends Size {
  readonly items: readonly LaidItem[];
  readonly edges: readonly PlacedEdge[];
  /** Where values come in at the upper edge and go out at the lower one. */
  readonly entering: ReadonlyMap<string, number>;
  readonly leaving: ReadonlyMap<string, number>;
}

export interface LaidItem extends Rectangle {
  readonly item: Item;
  readonly outputs: readonly PlacedPort[];
  /** Of a frame: what is in it, counted from the frame's corner. */
  readonly inside?: Inside;
}

export interface Inside {
  readonly level: LaidLevel;
  readonly left: number;
  readonly headerHeight: number;
}
