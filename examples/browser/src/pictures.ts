import { element } from "./elements.ts";

const stage = document.querySelector(".stage")!;

/** Calls `take` with every file that is chosen, dropped or pasted. */
export function onFile(take: (file: File) => void): void {
  forwardTo("photo", "photo-file", take);
  forwardTo("load", "weights-file", take);
  addEventListener("dragover", (event) => {
    event.preventDefault();
    stage.classList.add("over");
  });
  addEventListener("dragleave", () => stage.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    stage.classList.remove("over");
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) take(file);
  });
  addEventListener("paste", (event) => {
    const file = event.clipboardData?.files[0];
    if (file !== undefined) take(file);
  });
}

/** A button opens the dialog of a file input, which by itself can't look like one. */
function forwardTo(button: string, input: string, take: (file: File) => void): void {
  const chooser = element(input, HTMLInputElement);
  element(button, HTMLButtonElement).addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    const file = chooser.files?.[0];
    if (file !== undefined) take(file);
    // So that the same file may be chosen again.
    chooser.value = "";
  });
}
