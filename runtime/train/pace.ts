/** How fast a run goes, and how long it will still take. Times are in milliseconds, as the caller's clock gives them. */
export class Pace {
  readonly #examplesPerEpoch: number;
  readonly #epochs: number;
  #examplesDone = 0;
  #trainingTime = 0;
  #validationTime = 0;
  #validations = 0;
  #firstEpoch: number;

  /** `firstEpoch`: the epoch that this process begins with, from 1. */
  constructor(examplesPerEpoch: number, epochs: number, firstEpoch: number) {
    this.#examplesPerEpoch = examplesPerEpoch;
    this.#epochs = epochs;
    this.#firstEpoch = firstEpoch;
  }

  trained(examples: number, time: number): void {
    this.#examplesDone += examples;
    this.#trainingTime += time;
  }

  validated(time: number): void {
    this.#validations++;
    this.#validationTime += time;
  }

  /** Training alone, validation not counted. */
  get examplesPerSecond(): number {
    return this.#trainingTime === 0 ? 0 : (this.#examplesDone / this.#trainingTime) * 1000;
  }

  /** Training that is left at the mean pace so far, and a validation for each epoch that is not over. */
  get secondsLeft(): number {
    if (this.#examplesDone === 0) return 0;
    const epochsToRun = this.#epochs - this.#firstEpoch + 1;
    const examplesLeft = epochsToRun * this.#examplesPerEpoch - this.#examplesDone;
    const training = (examplesLeft * this.#trainingTime) / this.#examplesDone;
    const validation = this.#validations === 0 ? 0 : this.#validationTime / this.#validations;
    return (training + (epochsToRun - this.#validations) * validation) / 1000;
  }
}
