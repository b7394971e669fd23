import { type ILookaheadStrategy, LLkLookaheadStrategy } from "chevrotain";

type Alternation = ILookaheadStrategy["buildLookaheadForAlternation"];
type Optional = ILookaheadStrategy["buildLookaheadForOptional"];

/**
 * Chevrotain's own lookahead, but what may come next at a place of the grammar is worked out when parsing first gets there,
 * not for the whole grammar at the start: a file meets few of the places.
 */
export class LookaheadWhenMet extends LLkLookaheadStrategy {
  override buildLookaheadForAlternation(place: Parameters<Alternation>[0]): ReturnType<Alternation> {
    return whenCalled(() => super.buildLookaheadForAlternation(place));
  }

  override buildLookaheadForOptional(place: Parameters<Optional>[0]): ReturnType<Optional> {
    return whenCalled(() => super.buildLookaheadForOptional(place));
  }
}

/** The function that `make` gives, made at its first call. Chevrotain calls it as a method of the parser. */
function whenCalled<Args extends unknown[], Result>(make: () => (...args: Args) => Result): (...args: Args) => Result {
  let made: ((...args: Args) => Result) | undefined;
  return function (this: unknown, ...args) {
    made ??= make();
    return made.apply(this, args);
  };
}
