import { configOf } from "./vitest.config.ts";

/** `npm run test:targets`: every target beside the default engine, in browsers and on devices too. CI runs all tests so. */
export default configOf({ whole: false, devices: true });
