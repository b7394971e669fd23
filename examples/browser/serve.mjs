/** Serves the page on this machine's own address: `node examples/browser/serve.mjs [--port 8080] [--site FOLDER]`. Ctrl-C ends it. */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { context } from "esbuild";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8080" },
    site: { type: "string", default: fileURLToPath(new URL("site", import.meta.url)) },
  },
});

const server = await context({});
const { port } = await server.serve({ servedir: values.site, host: "127.0.0.1", port: Number(values.port) });
console.log(`http://127.0.0.1:${port}/`);
