import type { Device, DeviceModule, DeviceStatus, ExistingUsers } from '../device/device.entity.js';
import { OneOf, OwnId, Shown, Text } from './kit/fields.js';
import { ListQuery } from './kit/page.js';
import { SyncNumbers } from './sync.dto.js';
import { isSecretOption } from '../wire/push/secrets.js';

const modules: readonly DeviceModule[] = ['acc', 'att', 'ele', 'psg', 'ins'];
const statuses: readonly DeviceStatus[] = ['pending', 'approved', 'rejected', 'disabled'];
const existing: readonly ExistingUsers[] = ['keep', 'clear', 'import'];

export class DeviceBody {
  @Text('Name; doors are named after it', { optional: true, min: 1 }) name?: string;
  @OneOf('What it is used for', modules, { optional: true }) module?: DeviceModule;
  @Text('Code of its area', { optional: true, min: 1 }) areaCode?: string;
  @Text("IANA time zone of its clock; null = the site's", { optional: true, nullable: true, min: 1 })
  timeZone?: string | null;
}

export class NewDeviceBody extends DeviceBody {
  @Text('Serial number', { min: 1, max: 64 }) sn!: string;
  @OwnId() id?: string;
}

export class ApproveBody {
  @OneOf('What becomes of the users the panel already holds', existing, { optional: true }) existing?: ExistingUsers;
}

export class ReplaceBody {
  @Text("The new panel's serial number", { min: 1, max: 64 }) newSn!: string;
}

export class DevicesQuery extends ListQuery {
  @OneOf('Only with this status', statuses, { optional: true }) status?: DeviceStatus;
}

export class DeviceView {
  @Shown('Serial number') sn!: string;
  @Shown('Id, as the facade has it') id!: string;
  @Shown('Name') name!: string;
  @Shown('What it is used for', { enum: [...modules] }) module!: string;
  @Shown('Model, as it names itself') type!: string;
  @Shown('Code of its area') areaCode!: string;
  @Shown("IANA zone, null = the site's", { nullable: true, type: String }) timeZone!: string | null;
  @Shown('Status', { enum: [...statuses] }) status!: string;
  @Shown('Whether it has called lately') online!: boolean;
  @Shown('Last call', { nullable: true, type: String }) lastSeenAt!: string | null;
  @Shown('How it is talked to', { enum: ['push-acc', 'push-att', 'pull'] }) link!: string;
  @Shown('Address it calls from', { nullable: true, type: String }) address!: string | null;
  @Shown('Last registration', { nullable: true, type: String }) registeredAt!: string | null;
  @Shown('What it says it can do, by the names it uses', { type: Object }) capabilities!: Record<string, string>;
  @Shown('What the operator should know, newest last', { type: [Object] }) alerts!: object[];
  @Shown('What it should hold and what it holds', { type: SyncNumbers }) sync!: SyncNumbers;
}

/** Its keys are the device's own: they are not shown. */
const ownKey = /token|session|registrycode/i;

const capabilitiesOf = ({ options }: Device) =>
  Object.fromEntries(Object.entries(options).filter(([name]) => !ownKey.test(name) && !isSecretOption(name)));

export function toDeviceView(device: Device, sync: SyncNumbers): DeviceView {
  const { sn, id, name, module, type, areaCode, timeZone, status, online, link, address, alerts } = device;
  return {
    sn,
    id,
    name,
    module,
    type,
    areaCode,
    timeZone,
    status,
    online,
    lastSeenAt: device.lastSeenAt?.toISOString() ?? null,
    link,
    address,
    registeredAt: device.registeredAt?.toISOString() ?? null,
    capabilities: capabilitiesOf(device),
    alerts,
    sync,
  };
}
