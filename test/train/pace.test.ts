import { expect, test } from "vitest";
import { Pace } from "../../runtime/train/pace.ts";

test("pace counts training alone; what is left counts validation too", () => {
  const pace = new Pace(100, 3, 1);
  expect(pace.secondsLeft).toBe(0);
  pace.trained(50, 1000);
  expect(pace.examplesPerSecond).toBe(50);
  expect(pace.secondsLeft).toBeCloseTo(5);
  pace.trained(50, 1000);
  pace.validated(500);
  expect(pace.examplesPerSecond).toBe(50);
  expect(pace.secondsLeft).toBeCloseTo(4 + 2 * 0.5);
});

test("a resumed run counts the epochs that it has still to do", () => {
  const pace = new Pace(100, 10, 9);
  pace.trained(100, 1000);
  expect(pace.secondsLeft).toBeCloseTo(1);
});
