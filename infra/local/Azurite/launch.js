// Runs Azurite so that it outlives a killed host and never writes to a terminal or pipe that is gone.
// usage: node launch.js ENTRY_POINT LOG_FILE stay|end AZURITE_ARGUMENTS...
"use strict";
const fs = require("fs");
const [, , entryPoint, logFile, whenParentEnds, ...azuriteArguments] = process.argv;

const log = fs.openSync(logFile, "a");
process.stdout.write = process.stderr.write = (chunk, encoding, done) => {
  fs.writeSync(log, chunk);
  const callback = typeof encoding === "function" ? encoding : done;
  if (callback) callback();
  return true;
};

// Ctrl+C reaches every process of the terminal: the host stops first and then tells us to.
process.on("newListener", (name, listener) => {
  if (name === "SIGINT") process.nextTick(() => process.removeListener("SIGINT", listener));
});
process.on("SIGINT", () => {});

process.stdin.on("data", text => {
  if (text.toString().includes("stop")) process.emit("SIGTERM");
});
process.stdin.on("end", () => {
  if (whenParentEnds === "end") process.exit(0);
});
process.stdin.on("error", () => {});
process.stdin.unref?.();

process.argv = [process.argv[0], entryPoint, ...azuriteArguments];
require(entryPoint);
