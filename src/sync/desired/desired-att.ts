import { alwaysTimeZoneId } from '../../modules/timeZone/time-zone.entity.js';
import { isAntique } from '../../protocol/attendance-push/handshake.js';
import { attRowOf, attTables, type Writing } from '../../protocol/attendance-push/ledger.js';
import { flagOf } from '../../protocol/access-push/dialect.js';
import { encodeRow } from '../../protocol/access-push/table.js';
import { bioRows } from './desired-bio.js';
import { grantsOn } from './desired-stations.js';
import type { DesiredRow } from './desired-row.js';
import type { DeviceFacts, PersonFacts } from './facts.js';

/**
 * Codes of appendix A5 that name a way to verify. For every other choice of an operator the user verifies like the
 * group.
 */
const mostVerifyModes = 29;

export const writingTo = ({ dialect, device }: Pick<DeviceFacts, 'dialect' | 'device'>): Writing => ({
  dialect,
  classic: isAntique(device.pushVersion),
});

/** A terminal cannot be told that a person may pass only at some hours: it would let them in at all hours. */
export function isAttSupported(person: PersonFacts, { sn }: Pick<DeviceFacts, 'sn'>): boolean {
  const grants = grantsOn(person, sn);
  return (
    person.stations.some((station) => station.sn === sn) ||
    grants.some(({ timeZoneId }) => timeZoneId === alwaysTimeZoneId)
  );
}

/**
 * What a terminal that speaks Attendance PUSH should hold of a person who may pass. It holds nothing of anybody else:
 * such a user cannot be switched off (Attendance PUSH 12.1.1).
 */
export function attRows(person: PersonFacts, device: DeviceFacts): DesiredRow[] {
  const bodies = bioRows(person, device).filter(({ table }) => attTables.has(table));
  return [userRow(person, device), ...bodies];
}

function userRow(person: PersonFacts, device: DeviceFacts): DesiredRow {
  const { pin, name, password, privilege, verifyMode, validFrom: startTime, validTo: endTime } = person;
  const [cardNo = '', viceCard = ''] = person.cards.filter(({ lost }) => !lost).map((card) => card.cardNo);
  // The gateway deletes people by itself when their time is over; the terminal's own dates are for times without a
  // connection.
  const dated = flagOf(device.device.options, 'UserValidTimeFun');
  const verify = verifyMode !== null && verifyMode <= mostVerifyModes ? verifyMode : undefined;
  const row = { pin, name, password, privilege, cardNo, viceCard, verify, startTime, endTime, dated };
  const text = attRowOf('user', row, writingTo(device));
  return { table: 'user', row, says: encodeRow(text.table, text.row, device.dialect) };
}
