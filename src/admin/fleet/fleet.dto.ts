import { resentKinds } from '../../sync/ledger/ledger-unknown.repository.js';
import { returnMeaning } from '../../protocol/access-push/codes/returns.js';
import { CommandView } from '../device/command.dto.js';
import { Int, OneOf, Shown, Text, Texts } from '../common/fields.js';

const syncKinds = ['all', 'users', 'fingerprints', 'faces', 'templates', 'photos'] as const;
export type SyncKind = (typeof syncKinds)[number];

export class SyncRunBody {
  @OneOf('What: everything about people, or this of them', syncKinds, { optional: true }) what?: SyncKind;
  @Text('A device whose people are asked for first; left out = what is known here is given out', {
    optional: true,
    min: 1,
    max: 64,
  })
  from?: string;
  @Texts('Devices that are given it; left out = all that are approved, but for the one that is asked', {
    optional: true,
  })
  to?: string[];
  @Texts('Persons whom it is about; left out = everybody', { optional: true }) pins?: string[];
}

class SyncRunDevice {
  @Shown('Serial number') sn!: string;
  @Shown('Whether it is there; one that is away is given its rows when it calls') online!: boolean;
  @Shown('Rows that are given to it once more') rows!: number;
}

export class SyncRunView {
  @Shown('What it is about', { enum: [...syncKinds] }) what!: string;
  @Shown('Questions to the device that was named; what it tells becomes its persons’ and goes on by itself', {
    type: [CommandView],
  })
  questions!: CommandView[];
  @Shown('Devices that are given rows', { type: [SyncRunDevice] }) devices!: SyncRunDevice[];
}

/** The kinds of rows that a word of the request means. */
export const kindsOf = (what: SyncKind) => (what === 'all' ? resentKinds : resentKinds.filter((kind) => kind === what));

export class TemplateQuestionBody {
  @Text('Whose', { min: 1, max: 24 }) pin!: string;
  @Int('1 finger, 2 near-infrared face, 7 finger vein, 8 palm, 9 face, 10 palm', { min: 1, max: 10 }) bioType!: number;
  @Int('Which finger, hand or eye; left out = all', { optional: true, max: 9 }) no?: number;
}

const states = ['held', 'pending', 'failed', 'leaving', 'unknown'];

export class DeviceUserView {
  @Shown('Pin') pin!: string;
  @Shown('Name here; where nobody here has that pin, the name on the device') name!: string;
  @Shown('held: acknowledged; pending: on its way; failed: refused; leaving: to be deleted; unknown: nobody of ours', {
    enum: states,
  })
  state!: string;
  @Shown('Templates, comparison photos and pictures of theirs that it has acknowledged') bodies!: number;
  @Shown('Rows of theirs that it should hold and has not acknowledged') waiting!: number;
}

export class PersonDeviceView {
  @Shown('Serial number') sn!: string;
  @Shown('Name of the device') name!: string;
  @Shown('Whether it is there') online!: boolean;
  @Shown('The state of the user there', { enum: states }) state!: string;
  @Shown('Templates, comparison photos and pictures that it has acknowledged') bodies!: number;
  @Shown('Rows that it should hold and has not acknowledged') waiting!: number;
  @Shown('Its return code for a row of theirs that it refused', { nullable: true, type: Number }) code!: number | null;
  @Shown('Why it is not as it should be, in words; null where it is', { nullable: true, type: String })
  reason!: string | null;
}

type OnDevice = Omit<PersonDeviceView, 'reason'>;

const rowsText = (rows: number) => (rows === 1 ? '1 row' : `${rows} rows`);

/** By the state of the user. */
const reasons: Readonly<Record<string, (on: OnDevice) => string>> = {
  failed: ({ code }) => (code === null ? 'it refused the user' : `it refused the user: ${returnMeaning(code)}`),
  unknown: () => 'it was not given the user from here',
  leaving: () => 'the user is to be deleted there, and it has not confirmed that yet',
};

function reasonOf(on: OnDevice): string | null {
  const said = reasons[on.state]?.(on);
  if (said !== undefined) return said;
  if (on.code !== null) return `it refused a row of theirs: ${returnMeaning(on.code)}`;
  if (on.state === 'held' && on.waiting === 0) return null;
  return on.online ? `${rowsText(on.waiting)} not acknowledged yet` : 'it is away: it is given its rows when it calls';
}

export const toPersonDeviceView = ({ sn, name, online, state, bodies, waiting, code }: OnDevice): PersonDeviceView => {
  const on = { sn, name, online, state, bodies, waiting, code };
  return { ...on, reason: reasonOf(on) };
};

export class PersonDevicesView {
  @Shown('Devices that hold the person, should, or say that they do', { type: [PersonDeviceView] })
  items!: PersonDeviceView[];
}

const counts = { type: 'object', additionalProperties: { type: 'integer' } } as const;

export class StatisticsView {
  @Shown('Devices by status: pending, approved, disabled, rejected', counts) devices!: Record<string, number>;
  @Shown('Approved devices that are there') online!: number;
  @Shown('Approved devices by how they are spoken with', counts) links!: Record<string, number>;
  @Shown('Approved devices that hold all that they should, and nothing else') inSync!: number;
  @Shown('Persons, without visitors') persons!: number;
  @Shown('Templates by type: 1 finger, 2 near-infrared face, 7 finger vein, 8 palm, 9 face', counts)
  templates!: Record<string, number>;
  @Shown('Comparison photos') photos!: number;
  @Shown('Commands that are kept, by status', counts) commands!: Record<string, number>;
  @Shown('Rows that devices should hold and have not acknowledged') waiting!: number;
  @Shown('Of these, refused and no longer tried by themselves') failed!: number;
  @Shown('Events that are stored') events!: number;
  @Shown('Of these, of the last 24 hours by the clocks of the devices') eventsToday!: number;
  @Shown('Uploads that could not be read') quarantined!: number;
}
