import type { Diagnostic } from "./diagnostic.ts";
import { placeKey } from "./place.ts";

/** Of how many places in a network that one written step stands in something is true, and the first of them. */
export interface Repetitions {
  readonly told: number;
  readonly of: number;
  readonly first: string;
}

/** `… (in 3 of 16 repetitions, first layer2.0)` */
export function withRepetitions(diagnostic: Diagnostic, { told, of, first }: Repetitions): Diagnostic {
  return { ...diagnostic, message: `${diagnostic.message} (in ${told} of ${of} repetitions, first ${first})` };
}

/** What is said, wherever and however often: of two networks with one block it is the same. */
export function withoutRepetitions(message: string): string {
  return message.replace(/ \(in \d+ of \d+ repetitions, first [^)]*\)$/, "");
}

/** The same text for the same thing said of the same place, from however many networks. */
export function sayingKey({ name, place, message }: Diagnostic): string {
  return `${name} ${placeKey(place)} ${withoutRepetitions(message)}`;
}
