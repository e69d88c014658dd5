import type { ItemOf } from '../../api/call.js';
import type { Translate } from '../../i18n/t.js';
import { Avatar } from '../../ui/avatar.js';
import type { Column } from '../../ui/column.js';
import { personName } from '../../ui/person-name.js';
import { Time } from '../../ui/time.js';

export type Person = ItemOf<'GET /persons'>;

/** What is not as usual about a person; nothing where all is. */
function remarkOf(t: Translate, { leftOn, isDisabled, leaveDate, accEndTime }: Partial<Person>): string {
  if (leftOn) return t('people.leftOn', { day: leftOn });
  if (isDisabled) return t('people.state-disabled');
  if (leaveDate) return t('people.leavesOn', { day: leaveDate });
  if (accEndTime) return t('people.until', { time: accEndTime.slice(0, 16) });
  return '';
}

/** Who sees no more than faces gets no fields beside the name, the photo and the department. */
export function columnsOf(t: Translate, seesAll: boolean): Column<Person>[] {
  const faces: Column<Person>[] = [
    {
      key: 'name',
      title: t('people.name'),
      width: 220,
      sort: 'name',
      cell: (person) => (
        <span className="person-cell">
          <Avatar pin={person.pin} name={personName(person)} photoAt={person.photoAt} />
          <bdi>{personName(person)}</bdi>
        </span>
      ),
    },
    { key: 'pin', title: t('people.pin'), width: 90, sort: 'pin', cell: ({ pin }) => <bdi>{pin}</bdi> },
    {
      key: 'dept',
      title: t('people.department'),
      width: 140,
      sort: 'deptName',
      isHiddenOnPhone: true,
      cell: ({ deptName }) => <bdi>{deptName}</bdi>,
    },
  ];
  if (!seesAll) return faces;
  return [
    ...faces,
    {
      key: 'card',
      title: t('people.card'),
      width: 110,
      isHiddenOnPhone: true,
      cell: ({ cardNo }) => <bdi>{cardNo}</bdi>,
    },
    {
      key: 'levels',
      title: t('people.levels'),
      width: 70,
      isNumber: true,
      isHiddenOnPhone: true,
      cell: ({ accLevelIds }) => accLevelIds.length,
    },
    {
      key: 'lastSeen',
      title: t('people.lastSeen'),
      width: 150,
      isHiddenOnPhone: true,
      cell: ({ lastSeen }) => lastSeen && <Time at={lastSeen} />,
    },
    { key: 'remark', title: t('people.remark'), width: 150, cell: (person) => remarkOf(t, person) },
  ];
}
