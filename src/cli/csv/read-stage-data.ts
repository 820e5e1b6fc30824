import type { StagesSources } from "../flags/stages-sources.js";
import type { ConsoleStream } from "../output/console-stream.js";
import { openSource } from "./byte-source.js";
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

/** All that stages are judged by. */
export interface StageFiles {
  readonly events: ToldEvents;
  readonly orders: ToldOrders | null;
  readonly profiles: ToldProfiles | null;
}

/** Reads the files one after the other, and tells of each what became of every row. */
export async function readStageData(input: string, sources: StagesSources, err: ConsoleStream): Promise<StageFiles> {
  const { events, orders, profiles, eventSettings, orderSettings, profileSettings } = sources;
  const [ofEvents, ofOrders, ofProfiles] = await Promise.all([openSource(input), openedIf(orders), openedIf(profiles)]);
  const hasTitle = orders !== null || profiles !== null;
  return {
    events: await readTold(ofEvents, err, hasTitle, eventsReading(events, eventSettings)),
    orders: await readToldIf(ofOrders, err, orders && ordersReading(orders.format, orderSettings)),
    profiles: await readToldIf(ofProfiles, err, profiles && profilesReading(profiles.format, profileSettings)),
  };
}
