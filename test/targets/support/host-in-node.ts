import type { EmittedModule } from "../../emit/tfjs/support/emitted-module.ts";
import { oneStep } from "./one-step.ts";

export interface Question {
  readonly name: string;
  readonly feeds: Uint8Array;
  readonly learningRate: number;
}

export type Answer = { readonly result: Uint8Array } | { readonly error: string };

/** Answers the process that started this one. */
export function host(models: Readonly<Record<string, EmittedModule>>): void {
  process.on("message", ({ name, feeds, learningRate }: Question) => {
    const send = (answer: Answer) => process.send!(answer);
    oneStep(models[name]!, new Uint8Array(feeds), learningRate).then(
      (result) => send({ result }),
      (error) => send({ error: String(error?.stack ?? error) }),
    );
  });
}
