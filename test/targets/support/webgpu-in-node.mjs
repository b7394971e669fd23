/** Gives Node what a browser has: `navigator.gpu` and the constants beside it. To be loaded before tfjs. */
import { create, globals } from "webgpu";

Object.assign(globalThis, globals);
Object.defineProperty(globalThis, "navigator", { value: { gpu: create([]) }, configurable: true });
