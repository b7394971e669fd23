import { bool, bytes, float, indices, int, interval, size, string } from "./parameters.ts";

/** Values that belong to no registry: they are checked like parameters all the same. */
export const typeSchemas = {
  int: int({ doc: "A whole number." }),
  float: float({ doc: "A number." }),
  bool: bool({ doc: "true or false." }),
  string: string({ doc: "A text in quotes." }),
};

/** A size of an input or output: `image[1, 60, 80]`. */
export const portSize = size({ doc: "Size of an axis.", minimum: 1 });

/** Types of a block's parameters; a whole number may be a size that is open. */
export const blockTypeSchemas = { ...typeSchemas, int: size({ doc: "A whole number." }) };

/** What a repeat counts through. */
export const repeatRange = indices({ doc: "What a repeat counts through." });

/** A number that a budget sets. */
export const count = int({ doc: "How many.", minimum: 0 });

export const byteCount = bytes({ doc: "How many bytes.", minimum: 0 });

/** `in -0.5..0.5` */
export const portRange = interval({ doc: "The range of the numbers that flow in." });
