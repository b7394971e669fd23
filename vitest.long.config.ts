import { mergeConfig } from "vitest/config";
import config from "./vitest.config.ts";

const long = mergeConfig(config, { test: { testTimeout: 1_800_000, hookTimeout: 1_800_000 } });
long.test.exclude = ["**/node_modules/**"];
export default long;
