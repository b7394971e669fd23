import { RunError } from "../../errors.ts";

/** Milliseconds that work has to end by itself when its device is gone. */
const patience = 1000;

/** Milliseconds within which the loss of a device is told after what fails for want of it. */
const delay = 100;

/** What computes, which may be lost at any time where it is a GPU. */
export class Device {
  #loss: RunError | undefined;
  #giveUp = (_: RunError): void => {};
  readonly #canBeLost: boolean;

  /** `lost` resolves when the device of the target is gone; left out where it can't be. */
  constructor(target: string, lost: Promise<{ readonly message: string }> | undefined) {
    this.#canBeLost = lost !== undefined;
    void lost?.then(({ message }) => {
      const reason = message === "" ? "" : `: ${message.split("\n")[0]}`;
      const loss = new RunError(`the device of ${target} was lost${reason}`, 4);
      this.#loss = loss;
      // Not at once: where a thread ends while the package webgpu still owes it an answer, that aborts the whole process. Yet
      // some of what waits for a device that is gone waits for ever.
      setTimeout(() => this.#giveUp(loss), patience);
    });
  }

  /** What comes of the work, one at a time. Throws RunError (4) where the device is lost before or meanwhile. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#loss !== undefined) throw this.#loss;
    const endless = new Promise<never>((_, reject) => {
      this.#giveUp = reject;
    });
    try {
      return await Promise.race([work(), endless]);
    } catch (error) {
      if (this.#canBeLost && this.#loss === undefined) await new Promise((resolve) => setTimeout(resolve, delay));
      throw this.#loss ?? error;
    }
  }
}
