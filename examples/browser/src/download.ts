/** Has the browser save bytes as a file. */
export function download(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  // Not at once: some browsers read it only later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
