const kit = require("rfm-kit");
const { job } = require("./job.cjs");

job(kit).then((text) => console.log(text));
