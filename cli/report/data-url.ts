/** Pictures that stand in the page itself. */
export function jpegUrl(bytes: Uint8Array): string {
  return `data:image/jpeg;base64,${Buffer.from(bytes).toString("base64")}`;
}

export function pngUrl(bytes: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(bytes).toString("base64")}`;
}

/** The bytes of such a picture. */
export function bytesOf(url: string): Uint8Array {
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}
