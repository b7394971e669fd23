import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";

/** A Python program that answers each line with a line. */
export class Peer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  constructor(python: string, script: string, threads: number, ...more: readonly string[]) {
    const env: NodeJS.ProcessEnv = { ...process.env, OMP_NUM_THREADS: String(threads) };
    // Some machines set these for another CPU than they have, which makes OpenBLAS slow: the peer shall be at its best.
    for (const name of ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"]) delete env[name];
    this.#process = spawn(python, [script, String(threads), ...more], { env });
    this.#process.stderr.pipe(process.stderr);
    this.#lines = createInterface(this.#process.stdout)[Symbol.asyncIterator]();
  }

  /** The numbers of the answer. */
  async ask(line: string): Promise<number[]> {
    this.#process.stdin.write(`${line}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("the peer ended");
    return value.split(" ").map(Number);
  }

  close(): void {
    this.#process.stdin.end();
  }
}

/** The first Python that has PyTorch: `$PYTHON`, `python3`, then Debian's. */
export function pythonWithTorch(): string | undefined {
  const candidates = [process.env.PYTHON ?? "python3", "/usr/bin/python3"];
  return candidates.find((python) => spawnSync(python, ["-c", "import torch"]).status === 0);
}
