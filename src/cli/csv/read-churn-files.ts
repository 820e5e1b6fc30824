import type { Settings } from "../../input/order-options.js";
import type { FeatureFiles } from "../flags/feature-files.js";
import type { ConsoleStream } from "../output/console-stream.js";
import { openSource } from "./byte-source.js";
import type { CsvFormat } from "./read-orders.js";
import {
  eventsReading,
  openedIf,
  ordersReading,
  profilesReading,
  readTold,
  readToldIf,
  type ToldEvents,
  type ToldOrders,
  type ToldProfiles,
} from "./told-files.js";

/** All that models of churn are fitted to. */
export interface ChurnFiles {
  readonly orders: ToldOrders;
  readonly events: ToldEvents | null;
  readonly profiles: ToldProfiles | null;
}

/** Reads the files one after the other, and tells of each what became of every row. */
export async function readChurnFiles(
  input: string,
  format: CsvFormat,
  settings: Settings,
  features: FeatureFiles,
  err: ConsoleStream,
): Promise<ChurnFiles> {
  const { events, profiles, eventSettings, profileSettings } = features;
  const [ofOrders, ofEvents, ofProfiles] = await Promise.all([openSource(input), openedIf(events), openedIf(profiles)]);
  const hasTitle = events !== null || profiles !== null;
  return {
    orders: await readTold(ofOrders, err, hasTitle, ordersReading(format, settings)),
    events: await readToldIf(ofEvents, err, events && eventsReading(events.format, eventSettings)),
    profiles: await readToldIf(ofProfiles, err, profiles && profilesReading(profiles.format, profileSettings)),
  };
}
