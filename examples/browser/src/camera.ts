export interface Camera {
  readonly video: HTMLVideoElement;
  stop(): void;
}

/** The camera in front. Throws with a sentence for people where there is none or it must not be used. */
export async function openCamera(): Promise<Camera> {
  if (navigator.mediaDevices === undefined)
    throw new Error("This browser lets only pages from https or localhost see the camera.");
  const stream = await navigator.mediaDevices
    .getUserMedia({ video: { facingMode: "user", aspectRatio: 4 / 3 } })
    .catch((error: unknown) => {
      throw new Error(problemOf(error), { cause: error });
    });
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  try {
    await video.play();
  } catch (error) {
    stop();
    throw error;
  }
  return { video, stop };
}

function problemOf(error: unknown): string {
  const { name, message } = error as DOMException;
  if (name === "NotFoundError") return "There is no camera here.";
  if (name === "NotAllowedError")
    return "The camera must not be used: allow it beside the page's address and try again.";
  if (name === "NotReadableError") return "The camera is in use by another program.";
  return `The camera can't be used: ${message}`;
}
