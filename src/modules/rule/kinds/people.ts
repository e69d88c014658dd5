import { tables } from '../../../protocol/access-push/tables/all.js';
import { doorsAt, ruleKind, type Use } from '../rule.js';

/** A device puts users without a group into group 1, so groups of the site begin after it (9.1.1, user). */
const firstGroup = 2;
const mostCards = 5;

export interface FirstCardFacts {
  /** The effect of the first card: the door stays open, or others may verify from then on. */
  readonly mode?: 'normalOpen' | 'activate';
}

/** Who opens a door for the others (9.1.1, first-card opening). */
export const firstCardRules = ruleKind<FirstCardFacts>({
  name: 'first-card-rules',
  refers: ['doorId', 'timeZoneId', 'pins'],
  unique: ['doorId'],
  needs: 'nothing in particular; firmware without the table refuses it',
  supported: () => true,
  ofPerson: ({ doors, timeZoneId }, pin, at) =>
    doorsAt({ doors }, at).map((doorId) => ({ table: 'firstcard', row: { doorId, timezoneId: timeZoneId, pin } })),
  // No first person is left: the door goes back to normal, because otherwise it would shut everybody out.
  implies: ({ doors, persons, facts }, at) =>
    persons === 0
      ? []
      : doorsAt({ doors }, at).map((door) => ({
          door,
          name: 'DoorFirstCardOpenDoor',
          value: facts.mode === 'activate' ? '2' : '1',
        })),
});

export interface PersonGroupFacts {
  readonly name: string;
}

/** Groups of persons for doors that want several cards: `Group` of the user row. */
export const personGroups = ruleKind<PersonGroupFacts>({
  name: 'person-groups',
  refers: ['pins'],
  numbered: 'site',
  lowest: firstGroup,
  onePerPerson: true,
  unique: ['name'],
  needs: 'nothing in particular',
  supported: () => true,
});

export interface MultiCardFacts {
  readonly groups: readonly { readonly groupId: string; readonly count: number }[];
}

/** A door that only opens for several persons together (9.1.1, multi-card opening). */
export const multiCardRules = ruleKind<MultiCardFacts>({
  name: 'multi-card-rules',
  refers: ['doorId'],
  numbered: 'device',
  needs: 'nothing in particular; firmware without the table refuses it',
  supported: () => true,
  uses: ({ groups }) =>
    groups.map(({ groupId }, at): Use => ({ field: `groups.${at}.groupId`, id: groupId, kind: personGroups.name })),
  check: ({ groups }) => {
    const cards = groups.reduce((sum, { count }) => sum + count, 0);
    return cards < 2 || cards > mostCards
      ? { field: 'groups', message: `must ask for 2 to ${mostCards} cards together` }
      : null;
  },
  shared: ({ number, doors, facts, uses }, at) => {
    const cards = facts.groups.flatMap(({ groupId, count }) => Array.from({ length: count }, () => uses[groupId]));
    const [group1, group2, group3, group4, group5] = cards;
    return doorsAt({ doors }, at).map((doorId) => ({
      table: 'multimcard',
      row: { index: number, doorId, group1, group2, group3, group4, group5 },
    }));
  },
  implies: ({ doors }, at) =>
    doorsAt({ doors }, at).map((door) => ({ door, name: 'DoorMultiCardOpenDoor', value: '1' })),
});

/** Persons who can pass a door whatever its rules are (9.1.1, super user). */
export const superUserRules = ruleKind({
  name: 'super-user-rules',
  refers: ['doorIds', 'pins'],
  needs: 'position 16 of AccSupportFunList',
  supported: ({ dialect }) => tables.superauthorize.when?.(dialect) ?? true,
  ofPerson: (rule, pin, at) => doorsAt(rule, at).map((doorId) => ({ table: 'superauthorize', row: { pin, doorId } })),
});
