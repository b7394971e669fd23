import { type Model, type Opened, openModel, reasonOf, slowerThan } from "./backends.ts";
import { disposeOf, type Lesson, locate, type Nose, noseFrom, type Point, type StateDict, train } from "./nose.ts";

/**
 * NoseNet on the fastest backend that works here; where that breaks down, on the next one, with the weights as they were after
 * the last training that went well. These are kept as plain numbers, which no GPU can take away.
 */
export class Network {
  readonly #showBackend: (opened: Opened) => void;
  #nose: Nose;
  #kept: StateDict;

  private constructor(nose: Nose, kept: StateDict, showBackend: (opened: Opened) => void) {
    this.#nose = nose;
    this.#kept = kept;
    this.#showBackend = showBackend;
  }

  /** With the weights beside the page, or else random ones; `problem` then says why. Throws where no backend works. */
  static async open(
    first: string | undefined,
    showBackend: (opened: Opened) => void,
  ): Promise<{ network: Network; problem: string | undefined }> {
    const opened = await openModel(first);
    const { weights, problem } = await firstWeights(opened.model);
    showBackend(opened);
    return { network: new Network(noseFrom(opened, weights), weights, showBackend), problem };
  }

  /** Throws where the source is no picture. */
  pixelsOf(source: ImageBitmapSource): Promise<ImageData> {
    return this.#nose.model.pixelsOf(source);
  }

  locate(picture: ImageData): Promise<Point> {
    return this.#whereItRuns((nose) => locate(nose, picture));
  }

  /** Tells the losses so far after each step. Where it throws, the weights are those from before. */
  async train(lessons: readonly Lesson[], steps: number, onStep: (losses: readonly number[]) => void): Promise<void> {
    try {
      this.#kept = await this.#whereItRuns(async (nose) => {
        const losses: number[] = [];
        await train(nose, lessons, steps, (loss) => {
          losses.push(loss);
          onStep(losses);
        });
        return nose.model.exportWeights(nose.training.weights);
      });
    } catch (error) {
      this.#replace(noseFrom(this.#nose, this.#kept));
      throw error;
    }
  }

  /** The bytes of a .safetensors file. */
  save(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#whereItRuns(({ model, training }) => model.save(training.weights));
  }

  /** Takes the weights of a .safetensors file; throws, and keeps its own, where these are another network's. */
  async load(file: ArrayBuffer): Promise<void> {
    const loaded = noseFrom(this.#nose, file);
    this.#kept = await loaded.model.exportWeights(loaded.training.weights);
    this.#replace(loaded);
  }

  #replace(nose: Nose): void {
    disposeOf(this.#nose);
    this.#nose = nose;
  }

  async #whereItRuns<Result>(work: (nose: Nose) => Promise<Result>): Promise<Result> {
    const nose = this.#nose;
    try {
      return await Promise.race([work(nose), nose.lost]);
    } catch (error) {
      const next = slowerThan(nose.backend);
      if (next === undefined) throw error;
      // Something else may have found it broken before.
      if (this.#nose === nose) await this.#moveTo(next, error);
      return this.#whereItRuns(work);
    }
  }

  async #moveTo(next: string, error: unknown): Promise<void> {
    const { backend, lost } = this.#nose;
    // Where the GPU went away, that says more than what failed for want of it.
    const reason = await Promise.race([lost, pause(100)]).then(() => reasonOf(error), reasonOf);
    const opened = await openModel(next);
    this.#nose = noseFrom(opened, this.#kept);
    this.#showBackend({ ...opened, without: [`${backend}: ${reason}`, ...opened.without] });
  }
}

async function firstWeights(model: Model): Promise<{ weights: StateDict; problem: string | undefined }> {
  try {
    const weights = await model.fetchWeights("NoseNet.safetensors");
    return { weights: await model.exportWeights(weights), problem: undefined };
  } catch (error) {
    const problem = `The network begins with random weights and finds nothing yet: ${reasonOf(error)}.`;
    return { weights: await model.exportWeights(model.create(1)), problem };
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
