import type { EntityManager } from 'typeorm';
import { failedRowsOf } from '../../core/ledger/holdings.js';
import { kindsOfDoors } from './alarm-kinds.js';
import type { Signal } from './alarm-signals.js';
import { end, type Told } from './alarm-store.js';

/** A device that is away for less is none of a guard's business. */
const tolerated = `interval '2 minutes'`;

/** Devices that have been away for too long, and have no such alarm. */
export async function awayForLong(tx: EntityManager): Promise<Signal[]> {
  const away: { sn: string; since: Date }[] = await tx.query(
    `SELECT d.sn, d.offline_since AS since FROM device d
     WHERE d.status = 'approved' AND NOT d.online AND d.offline_since < clock_timestamp() - ${tolerated}
       AND NOT EXISTS (SELECT 1 FROM alarm a WHERE a.is_open AND a.kind = 'offline' AND a.place = d.sn AND a.active)
     ORDER BY d.sn`,
  );
  return away.map(({ sn, since }) => ({
    ...{
      does: 'raise',
      kind: 'offline',
      place: sn,
      sn,
      doorId: null,
      code: 'offline',
      params: {},
      eventId: null,
      times: 1,
    },
    ...{ firstAt: since, lastAt: since },
  }));
}

const isBack = `a.kind = 'offline'
  AND NOT EXISTS (SELECT 1 FROM device d WHERE d.sn = a.sn AND d.status = 'approved' AND NOT d.online)`;
const isGone = `NOT EXISTS (SELECT 1 FROM device d WHERE d.sn = a.sn)`;
/** What intrusion panels tell ends where they tell it. */
const ofDevices = 'a.intrusion_panel_id IS NULL';
const isHeldNoMore = `a.kind = 'holdNotEnded' AND NOT EXISTS (
  SELECT 1 FROM door_hold h WHERE h.door_id = a.place AND h.state <> 'ended' AND h.until < clock_timestamp())`;
/** A report that says the same as the one before is not in the feed. */
const isQuiet = `EXISTS (SELECT 1 FROM unnest($1::text[], $2::int[]) AS k (kind, bits) JOIN door_state s
    ON s.door_id = a.door_id WHERE k.kind = a.kind AND s.alarm & k.bits = 0 AND s.sensor < 2
      AND s.at > a.told_at + interval '5 seconds')`;

/** Alarms whose cause is over without a word in the feed about it. */
export async function endOver(tx: EntityManager): Promise<Told[]> {
  const kinds = [kindsOfDoors.map(([kind]) => kind), kindsOfDoors.map(([, bits]) => bits)];
  const told = [
    ...(await end(tx, `${ofDevices} AND (${isBack} OR ${isHeldNoMore} OR ${isGone})`, [])),
    ...(await end(tx, isQuiet, kinds)),
  ];
  const failing: { sn: string }[] = await tx.query(
    `SELECT sn FROM alarm WHERE is_open AND active AND kind = 'sync' ORDER BY sn`,
  );
  if (failing.length === 0) return told;
  const stillFailing = await failedRowsOf(
    tx,
    failing.map(({ sn }) => sn),
  );
  return [...told, ...(await end(tx, `a.kind = 'sync' AND NOT a.sn = ANY($1)`, [[...stillFailing]]))];
}
