import type { Box, Frame, Port, Scheme } from "./scheme.ts";

/** Pixels from the upper left corner of the drawing. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where a value leaves an item, with its shape beside. */
export interface PlacedPort extends Port, Point {}

export interface PlacedBox extends Rectangle {
  readonly item: Box;
  readonly outputs: readonly PlacedPort[];
}

export interface PlacedFrame extends Rectangle {
  readonly item: Frame;
  /** Of the header, at the upper edge. */
  readonly headerHeight: number;
  readonly outputs: readonly PlacedPort[];
}

/** A piece of an edge that goes straight down. From each to the next it bends over, between two rows of boxes. */
export interface Straight {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  readonly way: readonly Straight[];
}

/** A scheme with a place for everything. Frames stand before what is in them. */
export interface Drawing {
  readonly scheme: Scheme;
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  readonly frames: readonly PlacedFrame[];
  readonly edges: readonly PlacedEdge[];
}
