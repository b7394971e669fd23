// Loaded into kpc before all else, by NODE_OPTIONS: leaves the most memory that it held, in KiB, in the file that PEAK_FILE names.
const { writeFileSync } = require("node:fs");

process.on("exit", () => writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)));
