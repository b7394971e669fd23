import { parentPort } from "node:worker_threads";
import { RunError } from "../errors.ts";
import type { Envelope, Message, Reply } from "./worker-messages.ts";

/**
 * Has a worker thread answer its requests, in the order in which they came; `handedOver` gives what of an answer moves to the
 * other side rather than being copied.
 */
export function answerRequests<Request extends Message>(
  answer: (request: Request) => Promise<unknown>,
  handedOver: (request: Request, answer: unknown) => readonly ArrayBuffer[] = () => [],
): void {
  let last: Promise<unknown> = Promise.resolve();
  parentPort!.on("message", ({ id, request }: Envelope<Request>) => {
    last = last
      .then(() => answer(request))
      .then(
        (given) => post({ id, answer: given }, handedOver(request, given)),
        (error: unknown) => post({ id, problem: problemOf(error) }),
      );
  });
}

function post(reply: Reply, handedOver: readonly ArrayBuffer[] = []): void {
  parentPort!.postMessage(reply, [...handedOver]);
}

function problemOf(error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  return { message, exitCode: error instanceof RunError ? error.exitCode : undefined };
}
