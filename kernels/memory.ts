/** Memory is the heap of tfjs's WebAssembly backend, which gives pieces of it and takes them back. */
export declare function malloc(bytes: usize): usize;
export declare function free(place: usize): void;

/** Bytes of a number, be it a float32 or an int32. */
export const size: usize = 4;

/** Room for so many numbers, which hold anything. */
export function room(count: i32): usize {
  return malloc(<usize>count * size);
}

/** Room for so many numbers, all 0. */
export function zeros(count: i32): usize {
  const place = room(count);
  clear(place, count);
  return place;
}

export function clear(place: usize, count: i32): void {
  memory.fill(place, 0, <usize>count * size);
}

/** Where the number of this index is. */
export function at(place: usize, index: i32): usize {
  return place + <usize>index * size;
}

export function roundUp(count: i32, multiple: i32): i32 {
  return ((count + multiple - 1) / multiple) * multiple;
}
