import * as kit from "rfm-kit";
import { job } from "./job.mjs";

console.log(await job(kit));
