import type { Conv2dInputGradAttributes } from "../../primitives/conv2d_input_grad.ts";
import { conv2d_input_grad } from "./conv2d_input_grad.ts";
import type { Spelling } from "./spelling.ts";

export const conv_transpose2d: Spelling<Conv2dInputGradAttributes> = conv2d_input_grad;
