/** An element of index.html by its id, of the kind that is asked for. */
export function element<Kind extends Element>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} #${id}`);
  return found;
}

const message = element("message", HTMLElement);

/** Tells people, screen readers too, what happened. */
export function say(text: string): void {
  message.textContent = text;
  message.classList.remove("problem");
}

export function sayProblem(text: string): void {
  message.textContent = text;
  message.classList.add("problem");
}
