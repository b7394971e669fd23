import { configOf } from "./vitest.config.ts";

/** `npm run test:targets`: every target beside the default engine, those on devices too. */
export default configOf({ whole: false, devices: true });
