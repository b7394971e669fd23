import type { Position, TextDocumentIdentifier } from "vscode-languageserver/node.js";

/*
 * What the server and the VS Code extension say to each other beside the Language Server Protocol. Other editors may use it, too.
 */

/** Asks for a model's drawing: `DrawingParams` to `DrawingAnswer`. */
export const drawingRequest = "kpc/drawing";

export interface DrawingParams {
  readonly textDocument: TextDocumentIdentifier;
  /** Name of the model; else the model at the position, else the file's first. */
  readonly model?: string;
  readonly position?: Position;
  /** Paths of the blocks that are open. */
  readonly expanded: readonly string[];
}

export interface DrawingAnswer {
  /** All models that the file declares or trains. */
  readonly models: readonly string[];
  /** The one that was asked for; undefined where there is none. */
  readonly model?: string;
  /** The drawing, as `kpc draw` writes it. */
  readonly svg?: string;
  /** Why there is no drawing. */
  readonly problem?: string;
  /** URIs of the files that the drawing's steps are written in, by `data-file`. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Commands of code lenses, which the editor runs: over an experiment `train` and `report`, over a model `summary` and `draw`. Each is
 * given the file's URI and the name of the experiment or model.
 */
export const lensCommands = {
  train: "kpc.train",
  report: "kpc.report",
  summary: "kpc.summary",
  draw: "kpc.draw",
} as const;
