import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { faces, hiddenDots } from "./support/hidden-dots.ts";
import { kpc, printed, told } from "./support/kpc.ts";
import { expectSameLosses } from "./support/losses.ts";

interface Measured {
  readonly loss: number;
  readonly mse: number;
  readonly pixelError: number;
  readonly metrics: { readonly nme?: number };
}

interface Evaluated {
  readonly model: Measured;
  readonly meanPoint: Measured;
  readonly best: readonly (Measured & {
    readonly id: string;
    readonly points: readonly number[];
    readonly truth: readonly number[];
    readonly predicted: readonly number[];
  })[];
}

let root: string;

beforeAll(async () => {
  root = await hiddenDots();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it("refuses faces that lack points unless the examples hide them", () => {
  const message = told(kpc(["train", "bare.kpnet"], { cwd: root }), 3);
  expect(message).toContain("lacks point 1, of those that the examples keep; with mask_points()");
});

it("trains on them, the same on any number of threads, and measures what can be seen", () => {
  for (const threads of ["1", "2"]) {
    const { status, stderr } = kpc(["train", "spec.kpnet", "--threads", threads, "--out", `threads-${threads}`], {
      cwd: root,
    });
    expect(status, stderr).toBe(0);
    expect(stderr).not.toContain("NaN");
  }
  const evaluated = (run: string) => JSON.parse(printed(kpc(["evaluate", run, "--json"], { cwd: root }))) as Evaluated;
  const { model, meanPoint, best } = evaluated("threads-1");
  const other = evaluated("threads-2");
  expect(Math.abs(model.loss / other.model.loss - 1)).toBeLessThan(1e-3);
  expect(best).toHaveLength(4);
  for (const { id, points, truth, predicted } of best) {
    const { left, right } = faces[Number.parseInt(id, 10)]!;
    const seen = [left, right].flatMap((dot, index) => (dot === undefined ? [] : [{ index, dot }]));
    expect(points).toEqual(seen.map(({ index }) => index));
    expect(predicted).toHaveLength(2 * seen.length);
    expect(truth.map((number) => Number(number.toFixed(3)))).toEqual(seen.flatMap(({ dot }) => [dot.x, dot.y]));
  }
  const count = best.reduce((sum, { points }) => sum + points.length, 0);
  expect(count).toBeLessThan(8);
  const overPoints = (key: "loss" | "mse" | "pixelError") =>
    best.reduce((sum, each) => sum + each[key] * each.points.length, 0) / count;
  for (const key of ["loss", "mse", "pixelError"] as const) expect(model[key]).toBeCloseTo(overPoints(key), 9);
  // Only faces that show both dots have the distance that divides.
  const whole = best.filter(({ points }) => points.length === 2);
  expect(best.filter(({ metrics }) => metrics.nme !== undefined)).toEqual(whole);
  expect(model.metrics.nme).toBeCloseTo(whole.reduce((sum, { metrics }) => sum + metrics.nme!, 0) / whole.length, 9);
  expect(meanPoint.loss).toBeGreaterThan(0);
  expect(meanPoint.loss).toBeLessThan(0.1);
});

it.each(["js", "wasm"])("has the same losses on %s", (target) => {
  const args = ["train", "spec.kpnet", "--target", target, "--out", `by-${target}`];
  expect(kpc(args, { cwd: root })).toMatchObject({ status: 0 });
  expectSameLosses(join(root, `by-${target}`), join(root, "threads-1"));
});

it("learns a few of them by heart, shows them, and reports on them", () => {
  const { status, stderr } = kpc(["train", "spec.kpnet", "--overfit", "4"], { cwd: root });
  expect(status, stderr).toBe(0);
  expect(kpc(["data", "show", "spec.kpnet", "--out", "sheet.png"], { cwd: root })).toMatchObject({ status: 0 });
  expect(kpc(["report", "threads-1"], { cwd: root })).toMatchObject({ status: 0 });
  expect(kpc(["evaluate", "threads-1", "--pictures"], { cwd: root })).toMatchObject({ status: 0 });
});
