import { learningModes, type Learns } from '../../modules/device/device.entity.js';
import type {
  AddressMode,
  Device,
  DeviceModule,
  DeviceStatus,
  ExistingUsers,
  ReconcilePolicy,
  TokenMode,
} from '../../modules/device/device.entity.js';
import { urlOf } from '../../modules/device/device-move.js';
import { protocolOf, pushProtVers, tokensNeeded, type PushProtVer } from '../../modules/device/device-trust.js';
import { formsOfToken } from '../../protocol/access-push/token.js';
import { hasReturned, warningCodes, type DeviceWarning } from '../../sync/status/device-warnings.service.js';
import { ChangedAt, Flag, OneOf, OwnId, Shown, Text, Texts, Values } from '../common/fields.js';
import { SearchQuery } from '../common/search-page.js';
import type { PullTerminal } from '../../modules/device/pull-terminal.service.js';
import { PullBody, PullView, toPullView } from './device-pull.dto.js';
import { SyncNumbers } from './sync.dto.js';
import { languageOf } from '../../protocol/access-push/codes/languages.js';
import { optionOf } from '../../protocol/access-push/dialect.js';
import { functionsOf, machineTypes } from '../../protocol/access-push/parameters/functions.js';
import { readRegistration } from '../../protocol/access-push/parameters/registration.js';
import { shownOptions } from './shown-options.js';

const modules: readonly DeviceModule[] = ['acc', 'att', 'ele', 'psg', 'ins'];
const statuses: readonly DeviceStatus[] = ['pending', 'approved', 'rejected', 'disabled'];
const tokenModes: readonly TokenMode[] = ['off', 'observe', 'enforce'];
const addressModes: readonly AddressMode[] = ['pin', 'warn', 'off'];
const existing: readonly ExistingUsers[] = ['keep', 'clear', 'import'];

const truth = ['true', 'false'] as const;
type Truth = (typeof truth)[number];

const policies: readonly ReconcilePolicy[] = ['gap', 'nightly', 'off'];

export class DeviceBody extends PullBody {
  @Text('Name; doors are named after it', { optional: true, min: 1 }) name?: string;
  @OneOf('What it is used for', modules, { optional: true }) module?: DeviceModule;
  @Text('Code of its area', { optional: true, min: 1 }) areaCode?: string;
  @Text("IANA time zone of its clock; null = the site's", { optional: true, nullable: true, min: 1 })
  timeZone?: string | null;
  @OneOf(
    'Protocol version it is given; above 3.0.1 it may ask for an encryption that Postern does not have',
    pushProtVers,
    {
      optional: true,
    },
  )
  pushProtVer?: PushProtVer;
  @OneOf(
    'Token of its requests: off, observe = looked at, enforce = without it nothing is answered; enforce once the device ' +
      `has sent ${tokensNeeded} full ones in a row`,
    tokenModes,
    { optional: true },
  )
  tokenMode?: TokenMode;
  @OneOf(
    'Calls with its serial number from other addresses than its own: pin = held, warn = served and reported, off = served',
    addressModes,
    { optional: true },
  )
  addressMode?: AddressMode;
  @Texts('Its own addresses, or networks such as 10.0.0.0/24; none = the next address that it calls from', {
    optional: true,
  })
  addresses?: string[];
  @Flag('It asks here who may pass, and opens by the answer', { optional: true }) remoteIdentification?: boolean;
  @Values(
    'Behaviour of its firmware that differs: requestDelay, commandsPerPoll, keepClock, doorByDoor, zonesOverwrite, authSucceed, ' +
      'svrNSLevel, plainOk.<table>; ' +
      'null takes one away',
    { optional: true },
  )
  quirks?: Record<string, unknown>;
  @OneOf(
    'When its events are compared with ours: where their numbers have a gap, every night as well, never',
    policies,
    {
      optional: true,
    },
  )
  reconcile?: ReconcilePolicy;
  @OneOf(
    'What of people it teaches: fill = what is empty with us, replace = what it tells by itself takes the place of what ' +
      'we have, too, nothing; an enrolment that was asked for always counts',
    learningModes,
    { optional: true },
  )
  learns?: Learns;
  @Flag('Its events are attendance records, whatever it is used for', { optional: true }) attendance?: boolean;
}

export class NewDeviceBody extends DeviceBody {
  @Text('Serial number; of a terminal on port 4370 it may be left out where that can be asked', {
    optional: true,
    min: 1,
    max: 64,
  })
  sn?: string;
  @OneOf('pull = a terminal on port 4370, which is called at its address; left out = the device calls', ['pull'], {
    optional: true,
  })
  link?: 'pull';
  @OneOf('What becomes of the users that it holds when it first calls; left out = keep', existing, { optional: true })
  existing?: ExistingUsers;
  @OwnId() id?: string;
}

export class ApproveBody {
  @OneOf('What becomes of the users the panel already holds; left out = keep', existing, { optional: true })
  existing?: ExistingUsers;
}

export class ReplaceBody extends PullBody {
  @Text("The new panel's serial number", { min: 1, max: 64 }) newSn!: string;
}

export class DevicesQuery extends SearchQuery {
  @OneOf('Only with this status', statuses, { optional: true }) status?: DeviceStatus;
  @Text('Only in this area and the areas in it', { optional: true, min: 1 }) areaCode?: string;
  @OneOf('Only those that are used for this', modules, { optional: true }) module?: DeviceModule;
  @OneOf('true: only those that have called lately; false: all others', truth, { optional: true }) online?: Truth;
  @OneOf('true: only those that hold all that they should; false: all others', truth, { optional: true })
  inSync?: Truth;
  @OneOf('capabilities: the answer has them; in a list of devices they are left out otherwise', ['capabilities'], {
    optional: true,
  })
  with?: 'capabilities';
}

export class DeviceQuery {
  @OneOf('One device is always shown with its capabilities', ['capabilities'], { optional: true })
  with?: 'capabilities';
}

class WarningView {
  @Shown('What kind', { enum: [...warningCodes] }) code!: string;
  @Shown('What there is to see to') text!: string;
}

export class MoveView {
  @Shown('The other server') url!: string;
  @Shown('moved = it accepted the move, not that it has arrived; returned = it calls here again, or still', {
    enum: ['testing', 'setting', 'restarting', 'moved', 'failed', 'unknown', 'returned'],
  })
  status!: string;
  @Shown('Since when') at!: string;
  @Shown('The command it waits for, or the last there was') commandId!: number;
  @Shown('What went wrong', { nullable: true, type: String }) reason!: string | null;
}

/** Facts about a device that are not in its record. */
export interface AboutDevice {
  readonly sync: SyncNumbers;
  readonly warnings: readonly DeviceWarning[];
  readonly pull?: PullTerminal | undefined;
}

export class DeviceView {
  @Shown('Serial number') sn!: string;
  @Shown('Id, as the facade has it') id!: string;
  @Shown('Name') name!: string;
  @Shown('What it is used for', { enum: [...modules] }) module!: string;
  @Shown('Model, as it names itself') type!: string;
  @Shown('Language that it is set to, null where it does not say', { nullable: true, type: String })
  language!: string | null;
  @Shown('Code of its area') areaCode!: string;
  @Shown("IANA zone, null = the site's", { nullable: true, type: String }) timeZone!: string | null;
  @Shown('When its events are compared with ours', { enum: [...policies] }) reconcile!: string;
  @Shown('What of people it teaches', { enum: [...learningModes] }) learns!: string;
  @Shown('Its events are attendance records, whatever it is used for') attendance!: boolean;
  @Shown('Status', { enum: [...statuses] }) status!: string;
  @Shown('Whether it has called lately') online!: boolean;
  @Shown('Last call', { nullable: true, type: String }) lastSeenAt!: string | null;
  @Shown('How it is talked to', { enum: ['push-acc', 'push-att', 'pull'] }) link!: string;
  @Shown('Address it calls from', { nullable: true, type: String }) address!: string | null;
  @Shown('What becomes of calls from other addresses', { enum: [...addressModes] }) addressMode!: string;
  @Shown('Its own addresses; none = the next one that it calls from', { type: [String] }) addresses!: string[];
  @Shown('Since when these are its own', { nullable: true, type: String }) boundAt!: string | null;
  @Shown('Until then it may register without its token though tokens are demanded', { nullable: true, type: String })
  registrationUntil!: string | null;
  @Shown('Last registration', { nullable: true, type: String }) registeredAt!: string | null;
  @Shown('Protocol version it is given') pushProtVer!: string;
  @Shown('Protocol version in use: the lower of its own and the one it is given') protocol!: string;
  @Shown('Token of its requests', { enum: [...tokenModes] }) tokenMode!: string;
  @Shown('What its last token was made of; null = it sent none that fits', {
    nullable: true,
    type: String,
    enum: [...formsOfToken],
  })
  tokenForm!: string | null;
  @Shown(`Full tokens in a row, counted up to ${tokensNeeded}`) tokenMatches!: number;
  @Shown('It asks here who may pass') remoteIdentification!: boolean;
  @Shown('The functions that it reports, by the names it uses; in a list only by with=capabilities', {
    type: Object,
    required: false,
  })
  capabilities?: Record<string, string>;
  @Shown('Behaviour of its firmware that differs', { type: Object }) quirks!: object;
  @Shown('Its functions in words, those of AccSupportFunList', { type: [String] }) functions!: string[];
  @Shown('Model by its MachineType, null = not known', { nullable: true, type: String }) model!: string | null;
  @Shown('What the operator should know, newest last', { type: [Object] }) alerts!: object[];
  @Shown('What the operator should see to now', { type: [WarningView] }) warnings!: WarningView[];
  @Shown('That it was sent to another server', { type: MoveView, nullable: true }) move!: MoveView | null;
  @Shown('Where it is called on port 4370, and what came of it; null = it calls', { type: PullView, nullable: true })
  pull!: PullView | null;
  @Shown('What it should hold and what it holds', { type: SyncNumbers }) sync!: SyncNumbers;
  @ChangedAt() updatedAt!: Date;
}

export function toMoveView(device: Device): MoveView | null {
  const { move } = device;
  if (move === null) return null;
  const status = hasReturned(device) ? 'returned' : move.status;
  return { url: urlOf(move), status, at: move.at, commandId: move.commandId, reason: move.reason };
}

function modelOf(options: Device['options']): Pick<DeviceView, 'functions' | 'model'> {
  const { functions, machineType } = readRegistration(options);
  return { functions: [...functionsOf(functions)], model: machineTypes[machineType] ?? null };
}

function bindingOf({ addressMode, addresses, boundAt, registrationUntil }: Device) {
  return {
    addressMode,
    addresses,
    boundAt: boundAt?.toISOString() ?? null,
    registrationUntil: registrationUntil?.toISOString() ?? null,
  };
}

export function toDeviceView(device: Device, { sync, warnings, pull }: AboutDevice): DeviceView {
  const { sn, id, name, module, type, areaCode, timeZone, status, online, link, address, alerts } = device;
  return {
    sn,
    id,
    name,
    module,
    type,
    language: languageOf(optionOf(device.options, 'Language')),
    areaCode,
    timeZone,
    reconcile: device.reconcile,
    learns: device.learns,
    attendance: device.attendance,
    status,
    online,
    lastSeenAt: device.lastSeenAt?.toISOString() ?? null,
    link,
    address,
    ...bindingOf(device),
    registeredAt: device.registeredAt?.toISOString() ?? null,
    pushProtVer: device.pushProtVer,
    protocol: protocolOf(device),
    tokenMode: device.tokenMode,
    tokenForm: device.tokenForm,
    tokenMatches: device.tokenMatches,
    remoteIdentification: device.remoteIdentification,
    capabilities: shownOptions(device.options),
    quirks: device.quirks,
    ...modelOf(device.options),
    alerts,
    warnings: [...warnings],
    move: toMoveView(device),
    pull: pull ? toPullView(pull) : null,
    sync,
    updatedAt: device.editedAt,
  };
}
