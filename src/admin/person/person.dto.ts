import { verifyModes } from '../../protocol/access-push/codes/verify.js';
import type { PersonFacts } from '../../modules/person/person-facts.js';
import { belongings, personStates, type PersonState } from '../../modules/person/person-filter.js';
import type { ShownPerson } from '../../modules/person/person-list.service.js';
import { SearchQuery } from '../common/search-page.js';
import { ChangedAt, day, Flag, Int, OneOf, Shown, Text, Texts, wallClock } from '../common/fields.js';

/** The rights of a person at a terminal's menu (Access PUSH 9.1.1, user). */
const roles = [0, 2, 6, 10, 14];

const lastVerifyMode = verifyModes.length - 1;
const clears = { optional: true, nullable: true } as const;

export class PersonPatch {
  @Text('First name', { optional: true }) name?: string;
  @Text('Last name', { optional: true }) lastName?: string;
  @Text('Code of the department; empty = the default one', { optional: true }) deptCode?: string;
  @Text('M or F', { optional: true, max: 6 }) gender?: string;
  @Text('yyyy-MM-dd', { ...clears, pattern: day }) birthday?: string | null;
  @Text('E-mail', { optional: true }) email?: string;
  @Text('Telephone', { optional: true }) mobilePhone?: string;
  @Text('Kind of identity document', { optional: true }) certType?: string;
  @Text('Its number', { optional: true }) certNumber?: string;
  @Text('Social security number', clears) ssn?: string | null;
  @Text('Plates of cars with commas between them', clears) carPlate?: string | null;
  @Text('Hired on, yyyy-MM-dd', { ...clears, pattern: day }) hireDate?: string | null;
  @Flag('Whether mails are sent', { optional: true }) isSendMail?: boolean;
  @Text('Main card; empty = none', { optional: true }) cardNo?: string;
  @Texts('All further cards', { optional: true }) supplyCards?: string[];
  @Text('Password at the keypad; empty = none', { optional: true }) personPwd?: string;
  @Flag('No access, whatever the levels', { optional: true }) isDisabled?: boolean;
  @Text('Access from then on, by the clock of each device', { ...clears, pattern: wallClock })
  accStartTime?: string | null;
  @Text('Access until then', { ...clears, pattern: wallClock }) accEndTime?: string | null;
  @OneOf('Role at a terminal: 0 user, 2 may enrol, 6 administrator, 10 as the terminal defines it, 14 super', roles, {
    optional: true,
  })
  privilege?: number;
  @Flag('Needs doors for longer', { optional: true }) extendedPass?: boolean;
  @Flag('A visitor, whom some panels forget at the end of the day', { optional: true }) temporary?: boolean;
  @Int('A verification mode of their own (appendix 3); null = the door decides', { ...clears, max: lastVerifyMode })
  verifyMode?: number | null;
  @Texts('Access levels, all of them', { optional: true }) accLevelIds?: string[];
}

export class PersonBody extends PersonPatch {
  @Text('Pin', { min: 1, max: 23 }) pin!: string;
}

const some = belongings.join('|');
const listOfBelongings = {
  is: new RegExp(`^(?:${some})(?:,(?:${some}))*$`),
  says: `some of ${belongings.join(', ')}, with commas between them`,
} as const;

export class PersonListQuery extends SearchQuery {
  @Text('Codes of departments with commas between them', { optional: true }) deptCode?: string;
  @Text('Part of the first name, in any case', { optional: true }) name?: string;
  @Text('Part of the last name', { optional: true }) lastName?: string;
  @Text('Whoever has this card, main or further; decimal', { optional: true }) cardNo?: string;
  @OneOf(
    'The state by the clock of the site: left out = all who have not left; early = access begins later; ' +
      'expired = it has ended',
    personStates,
    { optional: true },
  )
  state?: PersonState;
  @Text('Whoever has this level', { optional: true }) levelId?: string;
  @Text('Whoever has all of these: photo, card, fingerprint, face, palm, password; device: is a user of one', {
    optional: true,
    pattern: listOfBelongings,
    example: 'card',
  })
  has?: string;
  @Text('Whoever has none of these', { optional: true, pattern: listOfBelongings, example: 'photo,face' })
  without?: string;
}

export class PersonRemoval {
  @OneOf('What to do with the data of the person in events and the audit log; left out = keep', ['keep', 'erase'], {
    optional: true,
  })
  history?: 'keep' | 'erase';
}

export class LeaveBody {
  @Text('Leaves on, yyyy-MM-dd; left out = today', { optional: true, pattern: day }) leaveDate?: string;
  @Text('Kind of leave', { optional: true, max: 50 }) leaveType?: string;
}

export class LeaveView {
  @Shown('Pin') pin!: string;
  @Shown('The first day on which the person is not there any more') leaveDate!: string;
  @Shown('Kind of leave', { nullable: true, type: String }) leaveType!: string | null;
}

const instant = { nullable: true, type: String, format: 'date-time' } as const;

export class PersonView {
  @Shown('Pin') pin!: string;
  @Shown('First name') name!: string;
  @Shown('Last name') lastName!: string;
  @Shown('Code of the department') deptCode!: string;
  @Shown('Its name') deptName!: string;
  @Shown('M, F or empty') gender!: string;
  @Shown('yyyy-MM-dd', { nullable: true, type: String }) birthday!: string | null;
  @Shown('E-mail') email!: string;
  @Shown('Telephone') mobilePhone!: string;
  @Shown('Kind of identity document') certType!: string;
  @Shown('Its number') certNumber!: string;
  @Shown('Social security number', { nullable: true, type: String }) ssn!: string | null;
  @Shown('Plates of cars with commas between them', { nullable: true, type: String }) carPlate!: string | null;
  @Shown('Hired on, yyyy-MM-dd', { nullable: true, type: String }) hireDate!: string | null;
  @Shown('Whether mails are sent') isSendMail!: boolean;
  @Shown('Main card') cardNo!: string;
  @Shown('Further cards') supplyCards!: string[];
  @Shown('No access, whatever the levels') isDisabled!: boolean;
  @Shown('Access from then on', { nullable: true, type: String }) accStartTime!: string | null;
  @Shown('Access until then', { nullable: true, type: String }) accEndTime!: string | null;
  @Shown('Role at a terminal: 0 user, 2 may enrol, 6 administrator, 10 as the terminal defines it, 14 super')
  privilege!: number;
  @Shown('Needs doors for longer') extendedPass!: boolean;
  @Shown('A visitor, whom some panels forget at the end of the day') temporary!: boolean;
  @Shown('A verification mode of their own; null = the door decides', { nullable: true, type: Number })
  verifyMode!: number | null;
  @Shown('Access levels') accLevelIds!: string[];
  @Shown('The first day on which the person is not there any more, past or future', {
    nullable: true,
    type: String,
  })
  leaveDate!: string | null;
  @Shown('Kind of leave', { nullable: true, type: String }) leaveType!: string | null;
  @Shown('The day of leaving, once it has come', { nullable: true, type: String }) leftOn!: string | null;
  @Shown('When the photo was set, or a device took the comparison photo', instant) photoAt!: string | null;
  @Shown('When the last event was; null also for an operator of some areas', instant) lastSeen!: string | null;
  @Shown('How many templates and comparison photos there are of the person') bodies!: number;
  @Shown('How many devices hold the person, as far as is known; null for an operator of some areas', {
    nullable: true,
    type: Number,
  })
  onDevices!: number | null;
  @ChangedAt() updatedAt!: Date;
}

/** Of what devices tell, an operator of some areas sees nothing: they may be others. */
export type PersonToShow = Omit<ShownPerson, 'onDevices'> & { readonly onDevices: number | null };

const listOf = (text: string | null) => (text ? text.split(',') : []);

export const toPersonView = (person: PersonToShow): PersonView => ({
  pin: person.pin,
  name: person.name,
  lastName: person.lastName,
  deptCode: person.deptCode,
  deptName: person.deptName,
  gender: person.gender,
  birthday: person.birthday,
  email: person.email,
  mobilePhone: person.mobilePhone,
  certType: person.certType,
  certNumber: person.certNumber,
  ssn: person.ssn,
  carPlate: person.carPlate,
  hireDate: person.hireDate,
  isSendMail: person.isSendMail,
  cardNo: person.cardNo,
  supplyCards: listOf(person.supplyCards),
  isDisabled: person.isDisabled,
  accStartTime: person.accStartTime,
  accEndTime: person.accEndTime,
  privilege: person.privilege,
  extendedPass: person.extendedPass,
  temporary: person.temporary,
  verifyMode: person.verifyMode,
  accLevelIds: listOf(person.accLevelIds),
  leaveDate: person.leaveDate,
  leaveType: person.leaveType,
  leftOn: person.hasLeft === true ? person.leaveDate : null,
  photoAt: person.photoAt?.toISOString() ?? null,
  lastSeen: person.lastSeen?.toISOString() ?? null,
  bodies: person.bodies,
  onDevices: person.onDevices,
  updatedAt: person.updatedAt,
});

/** `2026-05-01T08:00` -> `2026-05-01 08:00:00`; undefined stays undefined. */
function wallClockOf(text: string | null | undefined): string | null | undefined {
  const plain = text?.replace('T', ' ');
  return plain?.length === 'yyyy-MM-dd HH:mm'.length ? `${plain}:00` : text === null ? null : plain;
}

export const toFacts = ({ accLevelIds: _, ...body }: PersonPatch): PersonFacts => ({
  ...body,
  accStartTime: wallClockOf(body.accStartTime),
  accEndTime: wallClockOf(body.accEndTime),
});
