export * from "./open-threads.js";
