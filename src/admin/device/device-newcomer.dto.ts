import { isSameRegistration, registrationOf } from '../../modules/device/binding.js';
import type { Device } from '../../modules/device/device.entity.js';
import type { Newcomer } from '../../modules/device/newcomer.service.js';
import { Flag, Int, Shown, Text } from '../common/fields.js';

export class AdmitBody {
  @Text('Address of the newcomer that is the device', { min: 2, max: 45 }) address!: string;
  @Flag('The device keeps its other addresses as well; left out = false', { optional: true }) keep?: boolean;
}

export class RegistrationWindowBody {
  @Int('For how many minutes it may register without its token; 0 = no longer', { min: 0, max: 1_440 })
  minutes!: number;
}

class NewcomerView {
  @Shown('Address it calls from') address!: string;
  @Shown('MAC address, as the caller names it; empty = not reported') mac!: string;
  @Shown('Model, as the caller names it; empty = not reported') model!: string;
  @Shown('Firmware, as the caller names it; empty = not reported') firmware!: string;
  @Shown('It names what the device named when it registered') sameRegistration!: boolean;
  @Shown('The device itself called in between: there are two') duplicate!: boolean;
  @Shown('Calls since it was first seen; may be slightly out of date') calls!: number;
  @Shown('First call') firstSeenAt!: string;
  @Shown('Last call; may be slightly out of date') lastSeenAt!: string;
}

export class NewcomerList {
  @Shown('Who calls with its serial number from elsewhere, the last first', { type: [NewcomerView] })
  items!: NewcomerView[];
}

export const toNewcomerView = (device: Device, newcomer: Newcomer): NewcomerView => ({
  address: newcomer.address,
  mac: newcomer.mac,
  model: newcomer.model,
  firmware: newcomer.firmware,
  sameRegistration: isSameRegistration(registrationOf(device), newcomer),
  duplicate: newcomer.duplicate,
  calls: newcomer.calls,
  firstSeenAt: newcomer.firstSeenAt.toISOString(),
  lastSeenAt: newcomer.lastSeenAt.toISOString(),
});
