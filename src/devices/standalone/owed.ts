import { isDisabled, type TerminalUser } from '../../protocol/standalone/users.js';

/*
 * What must be true of a user when the terminal's list is read again, after something was taken: some firmware says yes
 * and changes nothing.
 */

export type Owed = (now: TerminalUser | undefined) => boolean;

const disabledBit = 1;
const roleOf = ({ privilege }: TerminalUser) => privilege & ~disabledBit;
/** Some firmware shows stars in place of every password. */
const isShown = ({ password }: TerminalUser) => !/^\**$/.test(password);

/** A number may stand in the list twice, after changes at the menu: either record opens doors. */
export function isSoOfAll(listed: readonly TerminalUser[], pin: string, isSo: Owed): boolean {
  const records = listed.filter(({ userId }) => userId === pin);
  return records.length === 0 ? isSo(undefined) : records.every(isSo);
}

export const isDeleted: Owed = (now) => now === undefined;

/** The user has the new card, and neither the password nor the role that was taken. */
export const isWrittenOver =
  (before: TerminalUser, wanted: TerminalUser): Owed =>
  (now) => {
    if (now?.card !== wanted.card || (isDisabled(wanted) && !isDisabled(now))) return false;
    const keepsPassword = isShown(now) && now.password === before.password && now.password !== wanted.password;
    const keepsRole = roleOf(now) === roleOf(before) && roleOf(now) > roleOf(wanted);
    return !keepsPassword && !keepsRole;
  };

/** The zones of the terminal in which only the user as they were before could pass; none if their group's counted. */
export const zonesLost = (before: TerminalUser, wanted: TerminalUser): readonly number[] =>
  before.ownTimeZones ? before.timeZones.filter((slot) => slot > 0 && !wanted.timeZones.includes(slot)) : [];

/** The user is barred if that is wanted, and passes in none of these zones. A user who is gone passes in none. */
export const isBarredFrom =
  (lost: readonly number[], wanted: TerminalUser): Owed =>
  (now) =>
    now === undefined ||
    ((!isDisabled(wanted) || isDisabled(now)) &&
      !(now.ownTimeZones && now.timeZones.some((slot) => lost.includes(slot))));
