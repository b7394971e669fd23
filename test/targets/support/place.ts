import type { TfjsTargetName } from "../../emit/tfjs/support/emit-request.ts";

/** Where emitted code runs: a process of Node's or a page of a browser, with the modules of all cases for one target loaded. */
export interface Place {
  /** `oneStep` of the case's module. */
  step(name: string, feeds: Uint8Array, learningRate: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export type OpenPlace = (target: TfjsTargetName) => Promise<Place>;
