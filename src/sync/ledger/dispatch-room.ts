import type { DeviceFacts } from '../desired/facts.js';
import { speakableTables } from '../desired/speakable.js';
import type { Open } from './open-commands.repository.js';

interface Flow {
  /** Data commands that may be open for one device: a month offline must not grow a queue (docs/rules.md 3). */
  readonly window: number;
  /** Commands that are still open when the next ones are made: a few at a time, not one for each that ends. */
  readonly refillAt: number;
  /** Records of one command at most. */
  readonly records: number;
  /** A DELETE of a user deletes everything that belongs to the user. */
  readonly wholeUsers: boolean;
}

/** Attendance terminals take a row a command, and many commands a poll. */
export const flowOf = ({ device }: DeviceFacts): Flow =>
  device.link === 'push-att'
    ? { window: 40, refillAt: 20, records: 1, wholeUsers: true }
    : { window: 4, refillAt: 2, records: device.maxRecords, wholeUsers: false };

/** Rows of a table that are looked at, at least: some of them may have to wait for others. */
const fewestRows = 200;

/** A device that has room for more commands, and how many. */
export function roomOf(facts: DeviceFacts, open: Open | undefined) {
  const { window, records, wholeUsers } = flowOf(facts);
  const commands = Math.max(0, window - (open?.others ?? 0));
  const takeaways = Math.max(0, window - (open?.ahead ?? 0));
  if (commands + takeaways === 0) return [];
  const taking = Math.max(fewestRows, records * takeaways);
  const giving = Math.max(fewestRows, records * commands);
  const zonesOverwrite = facts.device.quirks.zonesOverwrite === true;
  const { sn, device } = facts;
  return [
    {
      facts,
      sn,
      tables: speakableTables(device.link),
      taking,
      giving,
      commands,
      takeaways,
      records,
      wholeUsers,
      zonesOverwrite,
    },
  ];
}
