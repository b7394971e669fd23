export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What stands beyond a picture's edges: a number of 0..1, or the pixel of the edge that is nearest. */
export type Outside = number | "edge";

/** A picture as numbers: [height, width, channels] in row order, one plane of `channels` numbers a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 1 (grey) or 3 (red, green, blue). */
  readonly channels: number;
  readonly data: Float32Array;
}

/** A picture as files hold it, one byte a number: a quarter of the memory. 255 stands for 1. */
export interface BytePicture {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** What a picture's numbers are to be multiplied with so that full brightness is 1. */
export function unitOf({ data }: Picture | BytePicture): number {
  return data instanceof Uint8Array ? 1 / 255 : 1;
}

/** The picture in numbers of 0..1, if its own are bytes. */
export function toNumbers(picture: Picture | BytePicture): Picture {
  const { width, height, channels, data } = picture;
  if (data instanceof Float32Array) return { width, height, channels, data };
  const numbers = new Float32Array(data.length);
  for (let index = 0; index < data.length; index++) numbers[index] = data[index]! / 255;
  return { width, height, channels, data: numbers };
}
