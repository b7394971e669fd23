// The script of the preview's page: shows drawings, and tells the extension what is clicked.
const vscode = acquireVsCodeApi();
const drawing = document.getElementById("drawing");
const problem = document.getElementById("problem");
const models = document.getElementById("models");

window.addEventListener("message", ({ data }) => {
  if (data.kind === "drawing") showDrawing(data);
  if (data.kind === "cursor") markCurrent(data);
});

models.addEventListener("change", () => vscode.postMessage({ kind: "model", name: models.value }));

/** Without a new drawing the last one stays, paler. */
function showDrawing({ svg, problem: reason = "", models: names, model }) {
  problem.textContent = reason;
  models.replaceChildren(...names.map((name) => new Option(name, name, false, name === model)));
  models.hidden = names.length < 2;
  drawing.classList.toggle("stale", svg === undefined);
  if (svg === undefined) return;
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  for (const row of parsed.querySelectorAll("g.row")) prepare(row);
  drawing.replaceChildren(parsed);
}

function prepare(row) {
  const { path, file, line, column, open } = row.dataset;
  row.tabIndex = 0;
  const go = () => vscode.postMessage({ kind: "go", file, line: Number(line), column: Number(column) });
  row.addEventListener("click", go);
  row.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") go();
    if (key === " " && open !== undefined) toggle();
  });
  if (open === undefined) return;
  const area = row.querySelector("rect");
  const sign = document.createElementNS("http://www.w3.org/2000/svg", "text");
  sign.setAttribute("class", "toggle");
  sign.setAttribute("x", Number(area.getAttribute("x")) + Number(area.getAttribute("width")) - 8);
  sign.setAttribute("y", Number(area.getAttribute("y")) + 19);
  sign.textContent = open === "true" ? "−" : "+";
  sign.addEventListener("click", (event) => {
    event.stopPropagation();
    toggle();
  });
  row.append(sign);

  function toggle() {
    vscode.postMessage({ kind: "toggle", path, open: open === "false" });
  }
}

/** The step that the cursor is on is the last that begins at its line or above. */
function markCurrent({ file, line }) {
  const rows = [...drawing.querySelectorAll("g.row")].filter((row) => row.dataset.file === file);
  const lines = rows.map((row) => Number(row.dataset.line)).filter((each) => each <= line);
  const last = Math.max(...lines);
  for (const row of rows) row.classList.toggle("current", Number(row.dataset.line) === last && line - last < 2);
}

vscode.postMessage({ kind: "ready" });
