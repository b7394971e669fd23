import type { FailureCode } from "../errors.ts";

export interface Message {
  readonly kind: string;
}

/** What each kind of request is answered with. */
export type AnswersTo<Request extends Message> = { readonly [Kind in Request["kind"]]: unknown };

export interface Envelope<Request extends Message> {
  readonly id: number;
  readonly request: Request;
}

export type Reply =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly problem: { readonly message: string; readonly exitCode: FailureCode | undefined } };
