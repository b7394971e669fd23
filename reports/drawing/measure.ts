import type { Box, Port, Row } from "./scheme.ts";
import { fontSize, widthOf } from "./text-size.ts";

/** Sizes in pixels that measuring and painting share. */
export const measures = {
  /** Between a box and its text. */
  padX: 10,
  padY: 6,
  rowLine: 17,
  detailLine: 15,
  /** Between a name and what stands behind it. */
  gap: 8,
  /** Room below a box for the shape of what flows out. */
  shapeLine: 20,
  /** From an edge to the text beside it. */
  beside: 6,
  /** How far the second of two stacked boxes sticks out, which says that a box stands for several. */
  behind: 4,
  /** Between a frame and what is in it. */
  frame: 14,
  /** At the end of a block's first line, for a viewer's sign that opens it. */
  sign: 16,
  leastWidth: 96,
} as const;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type TextKind = "name" | "callee" | "brief" | "times";

/** The texts of a row's first line, each with its place from the left of the row's text. */
export function firstLine(row: Row): readonly { kind: TextKind; content: string; x: number; width: number }[] {
  const kinds = ["name", "callee", "brief", "times"] as const;
  let x = 0;
  return kinds.flatMap((kind) => {
    const content = kind === "times" ? timesText(row) : row[kind];
    if (content === "") return [];
    const placed = { kind, content, x, width: widthOf(content, kind === "brief" ? fontSize.detail : fontSize.row) };
    x += placed.width + measures.gap;
    return [placed];
  });
}

/** `× 3`. */
export function timesText({ times }: Row): string {
  return times === 1 ? "" : `× ${times}`;
}

/** A row's text without places beside it. */
export function rowSize(row: Row): Size {
  const sign = row.open === undefined ? 0 : measures.sign;
  const ends = firstLine(row).map(({ x, width }) => x + width + sign);
  const details = row.details.map((line) => widthOf(line, fontSize.detail));
  return {
    width: Math.ceil(Math.max(...ends, ...details)),
    height: measures.rowLine + row.details.length * measures.detailLine + 2 * measures.padY,
  };
}

export function boxSize({ rows, outputs }: Box): Size {
  const sizes = rows.map(rowSize);
  const widths = sizes.map(({ width }) => width + 2 * measures.padX);
  return {
    width: Math.max(measures.leastWidth, (outputs.length + 1) * portStep(outputs), ...widths),
    height: sizes.reduce((sum, { height }) => sum + height, 0),
  };
}

/** Between places where values flow out side by side: their shapes stand between them. */
export function portStep(ports: readonly Pick<Port, "shape">[]): number {
  const widths = ports.map(({ shape }) => widthOf(shape, fontSize.detail) + 3 * measures.beside);
  return ports.length < 2 ? 0 : Math.max(...widths);
}
