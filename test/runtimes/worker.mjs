import * as kit from "rfm-kit";
import { job } from "./job.mjs";

export default {
  async fetch() {
    return new Response(await job(kit));
  },
};
