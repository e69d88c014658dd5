import { tableNamed, type TableName } from '../../protocol/access-push/tables/all.js';
import type { LedgerEntry } from './ledger.repository.js';
import { deletedWhenLess, dependsOnUser, removalOrder, updateOrder } from '../desired/table-order.js';

/** A row that has to be sent, and what it depends on. */
export interface Candidate extends LedgerEntry {
  /** Its person's user row is on the device. */
  readonly userHeld: boolean;
  /**
   * Rows of its person, other than the user row, may still be on the device. A row whose DELETE was refused does not
   * count: a user who must be deleted does not keep the badge because the device refuses to delete a row that depends
   * on it.
   */
  readonly othersLeft: boolean;
  /** Its person's user row is to be deleted from the device. */
  readonly userGoes: boolean;
  /** Some time zone of the device is not there yet. */
  readonly zonesPending: boolean;
  /** The row is a time zone to be deleted: authority or a door that needs it may still be on the device. */
  readonly zoneUsed: boolean;
  /** Its card may still be on the device under another pin, which is to lose it or will be. */
  readonly cardElsewhere: boolean;
  /** The device may hold authority for a door, or a card, that the row should no longer have. */
  readonly shrinks: boolean;
  /** After a restore its device is given nothing (src/core/ledger/restore-hold.ts). */
  readonly givingHeld: boolean;
  /** Then: whether its table has been compared since, and what was not found counts as not held. */
  readonly compared: boolean;
  /** Then: the device has told that its user is valid as long as the backup says. */
  readonly datesTold: boolean;
}

/** Commands to make, before they have numbers: a DELETE of units, or an UPDATE of rows. */
export type Planned = {
  readonly table: string;
  /** It takes something away, and nothing that only gives may hold it up. */
  readonly ahead: boolean;
} & (
  | {
      readonly type: 'delete';
      readonly units: readonly string[];
      /** Whether a row of the units is to be there again behind it. */
      readonly stays: (row: LedgerEntry) => boolean;
    }
  | {
      readonly type: 'update';
      readonly rows: readonly LedgerEntry[];
      /**
       * Users whose next card still belongs to another user, and whose own card is waited for: they lose theirs first.
       */
      readonly withoutCard?: boolean;
      /** The device is given nothing, and what goes to it for other reasons brings no password and no role. */
      readonly withoutRights?: boolean;
      /** Nor is it known until when they were valid: they are valid no longer until somebody has looked. */
      readonly withoutDates?: boolean;
    }
);

/** All rows of a table's units, also those that need no change: a DELETE deletes them, too. */
export type UnitMates = (table: string, units: readonly string[]) => readonly LedgerEntry[];

interface Limits {
  /** Commands that only give. */
  readonly commands: number;
  /** Commands that take something away. */
  readonly takeaways: number;
  readonly records: number;
  /** A DELETE of a user deletes everything that belongs to the user, so no other row of theirs gets a DELETE. */
  readonly wholeUsers?: boolean;
  /** An UPDATE of a time zone replaces what the device holds of it. */
  readonly zonesOverwrite?: boolean;
}

const zones = 'timezone' satisfies TableName;
const alwaysZone = 'TimezoneId=1';

/**
 * Rows that wait for others: authority for time zones, every row for its user, a card for its former holder. A user
 * is deleted after all rows that depend on the user, a time zone after the authority that names it.
 */
export function isBlocked(row: Candidate, wholeUsers = false): boolean {
  const { table, desiredHash } = row;
  if (desiredHash === null) return wholeUsers ? row.userGoes : isNeeded(row);
  if (waitsForCard(row)) return true;
  if (row.givingHeld && row.shrinks) return false;
  if (dependsOnUser.has(table) && !row.userHeld) return true;
  return table === 'userauthorize' && row.zonesPending;
}

/** Rows to be deleted that depend on something that is still on the device. */
const isNeeded = ({ table, othersLeft, zoneUsed }: Candidate) => (table === 'user' && othersLeft) || zoneUsed;

/**
 * A row that a DELETE takes along and that is to be there. What waits since a restore must not come with it: only what
 * the device is known to have stays.
 */
const mayStay = ({ desiredHash, heldHash }: LedgerEntry, going: readonly Candidate[]) =>
  desiredHash !== null && going.every((row) => !row.givingHeld || (row.compared && heldHash !== null));

const nameOf = ({ table, key }: LedgerEntry) => `${table}\n${key}`;

const waitsForCard = (row: Candidate) => row.desiredHash !== null && row.cardElsewhere && !freesCard(row);

/** A user loses the card, and the next one comes later: it is still another user's, or the device is given nothing. */
const freesCard = ({ table, shrinks, cardElsewhere, givingHeld }: Candidate) =>
  table === 'user' && shrinks && (cardElsewhere || givingHeld);

/** A DELETE must be sent before the row's new content. */
export function needsDelete(row: Candidate, zonesOverwrite = false): boolean {
  if (row.desiredHash === null) return true;
  if (deletedWhenLess.has(row.table)) return row.shrinks;
  const onDevice = row.heldHash !== null || row.unknown;
  const zoneNeeds = row.table === zones && row.unit !== alwaysZone && !zonesOverwrite;
  return onDevice && (row.table === 'holiday' || zoneNeeds) && !isOnlyLost(row);
}

/**
 * The device holds it as it should be, or no longer. Written over that it is never missing; firmware that keeps what it
 * holds keeps the right one. Where the UPDATE was refused, it does need the DELETE. The DELETE of a holiday takes all of
 * them: until they are written again, a holiday is a day like any other.
 */
const isOnlyLost = ({ desiredHash, heldHash, failures }: Candidate) => desiredHash === heldHash && failures === 0;

/**
 * A time zone whose DELETE was carried out and whose UPDATE was not acknowledged. People who need it cannot pass
 * meanwhile.
 */
const mayBeMissing = ({ table, desiredHash, heldHash, unknown }: Candidate) =>
  table === zones && desiredHash !== null && heldHash === null && unknown;

/**
 * Units in the order of their DELETEs, as many as fit into one command. A time zone that stays has a command of its
 * own, so that a refusal for another zone never separates its DELETE from its UPDATE.
 */
function deletesOf(table: string, rows: readonly Candidate[], records: number): string[][] {
  const staying = rows.filter(({ desiredHash }) => table === zones && desiredHash !== null);
  const others = rows.filter((row) => !staying.includes(row));
  return [...unitsOf(staying).map((row) => [row]), ...commandsOf(table, unitsOf(others), records)].map((part) =>
    part.map(({ unit }) => unit),
  );
}

/**
 * The next commands for a device. First come the DELETEs, each with the UPDATE of the remaining rows of its units
 * directly behind it. Then come new rows, in the order in which devices want them. A time zone that may be missing
 * comes before all of this.
 * @param candidates oldest version first
 */
export function plan(candidates: readonly Candidate[], mates: UnitMates, limits: Limits): Planned[] {
  const free = candidates.filter((row) => !isBlocked(row, limits.wholeUsers));
  const planned: Planned[] = [];
  const isFull = (ahead: boolean) =>
    planned.filter((part) => part.ahead === ahead).length >= (ahead ? limits.takeaways : limits.commands);
  const taken = new Set<string>();
  const isDeleted = (row: Candidate) => needsDelete(row, limits.zonesOverwrite);
  const waiting = new Set(candidates.filter(waitsForCard).map(nameOf));
  let isWhole = true;
  for (const { table, rows } of removalsOf(free.filter(isDeleted))) {
    for (const units of deletesOf(table, rows, limits.records)) {
      const those = new Set(units);
      const going = rows.filter(({ unit }) => those.has(unit));
      const staying = mates(table, units).filter((row) => mayStay(row, going) && !waiting.has(nameOf(row)));
      const ahead = isUrgent(going, staying);
      if (isFull(ahead)) {
        isWhole = false;
        continue;
      }
      planned.push({ type: 'delete', table, ahead, units, stays: (row) => mayStay(row, going) });
      for (const part of commandsOf(table, staying, limits.records))
        planned.push({ type: 'update', table, ahead, rows: part });
      for (const row of staying) taken.add(nameOf(row));
    }
  }
  if (!isWhole) return planned;
  const given = free.filter((row) => row.desiredHash !== null && !isDeleted(row) && !taken.has(nameOf(row)));
  for (const { table, rows, ...how } of updateOrder.flatMap((name) => groupsOf(name, given))) {
    for (const part of commandsOf(table, rows, limits.records))
      if (!isFull(how.ahead)) planned.push({ type: 'update', table, ...how, rows: part });
  }
  return planned;
}

/** Rows that need a DELETE, in the order of these. */
const removalsOf = (rows: readonly Candidate[]) => [
  { table: zones, rows: rows.filter(mayBeMissing) },
  ...removalOrder.map((table) => ({
    table,
    rows: rows.filter((row) => row.table === table && !mayBeMissing(row)),
  })),
];

/** Users who lose a card first, those among them whose next card still belongs to another user. */
function groupsOf(table: string, given: readonly Candidate[]) {
  const rows = given.filter((row) => row.table === table);
  const withoutRights = rows.some(({ givingHeld }) => givingHeld);
  const freeing = rows.filter(freesCard);
  const isDoubtful = ({ givingHeld, datesTold }: Candidate) => givingHeld && !datesTold;
  const kinds = [
    { withoutCard: true, ahead: true, rows: freeing.filter((row) => !isDoubtful(row)) },
    { withoutCard: true, withoutDates: true, ahead: true, rows: freeing.filter(isDoubtful) },
    { withoutCard: false, ahead: true, rows: rows.filter((row) => losesCard(row) && !freesCard(row)) },
    { withoutCard: false, ahead: false, rows: rows.filter((row) => !losesCard(row)) },
  ];
  return kinds.map((kind) => ({ table, withoutRights, ...kind }));
}

/** A user who had a card and is to have none, or another one. */
const losesCard = ({ table, shrinks }: Candidate) => table === 'user' && shrinks;

/**
 * Takes something from somebody: rows of people, and zones that change. Where rows stay that wait for something that is
 * only given, the DELETE waits with them. A zone that nobody uses any more may go at any time.
 */
const isUrgent = (going: readonly Candidate[], staying: readonly LedgerEntry[]) =>
  staying.length > 0 ? !going.some(isUnready) : going.some(({ pin }) => pin !== '');

const isUnready = ({ table, userHeld, zonesPending }: Candidate) =>
  (dependsOnUser.has(table) && !userHeld) || (table === 'userauthorize' && zonesPending);

const unitsOf = (rows: readonly Candidate[]) => [...new Map(rows.map((row) => [row.unit, row])).values()];

/** Rows of one command: no more than the device takes, and of one type where a table has several (9.1.1). */
function commandsOf<T extends LedgerEntry>(table: string, rows: readonly T[], records: number): T[][] {
  if (tableNamed(table)?.byType === undefined) return chunks(rows, records);
  const types = [...new Set(rows.map(({ bioType }) => bioType))];
  return types.flatMap((type) =>
    chunks(
      rows.filter((row) => row.bioType === type),
      records,
    ),
  );
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
  return parts;
}
