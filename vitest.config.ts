import { defineConfig } from "vitest/config";

/** On devices that not every machine has, and that are slow where a CPU stands in for them. */
const deviceTests = [
  "test/targets/webgpu.test.ts",
  "test/targets/chromium.test.ts",
  "test/cli/webgpu-engine.test.ts",
  "test/examples/**",
];

export interface Extent {
  /** What the sampled tests leave out: test/long, and more time for each. */
  readonly whole: boolean;
  /** WebGPU and browsers. */
  readonly devices?: boolean;
}

export function configOf({ whole, devices = whole }: Extent) {
  const timeout = whole ? 1_800_000 : 60_000;
  const left = ["**/node_modules/**", ...(whole ? [] : ["test/long/**"]), ...(devices ? [] : deviceTests)];
  /** These run the bundled `kpc`. */
  const ofBundle = ["test/cli/**/*.test.ts", "test/examples/**/*.test.ts"];
  return defineConfig({
    test: {
      testTimeout: timeout,
      hookTimeout: timeout,
      pool: "forks",
      maxWorkers: 2,
      reporters: ["default", "./test/support/plain-reporter.ts"],
      projects: [
        {
          extends: true,
          test: {
            name: "all",
            include: ["test/**/*.test.ts"],
            exclude: [...ofBundle, ...left],
          },
        },
        {
          extends: true,
          test: {
            name: "cli",
            include: ofBundle,
            exclude: left,
            globalSetup: "test/cli/support/set-up.ts",
          },
        },
      ],
    },
  });
}

// What is long runs as a seeded sample here, and whole in `npm run test:long`.
export default configOf({ whole: false });
