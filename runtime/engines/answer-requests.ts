import { parentPort } from "node:worker_threads";
import { type Envelope, failureOf, type Message, type Reply } from "./worker-messages.ts";

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
        (error: unknown) => post({ id, failure: failureOf(error) }),
      );
  });
}

function post(reply: Reply, handedOver: readonly ArrayBuffer[] = []): void {
  parentPort!.postMessage(reply, [...handedOver]);
}
