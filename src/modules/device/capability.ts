import { attBioFitOf, attDialectOf } from '../../protocol/attendance-push/capability.js';
import { bioFitOf, type BioFit } from '../../protocol/access-push/bio-fit.js';
import { dialectOf, type Dialect } from '../../protocol/access-push/dialect.js';
import type { Device } from './device.entity.js';

type DeviceFacts = Pick<Device, 'link' | 'options' | 'quirks' | 'multiCardOn' | 'devId' | 'pushVersion'>;

/** What a device understands, by its protocol. */
export function capabilityOf(device: DeviceFacts): { readonly dialect: Dialect; readonly bio: BioFit } {
  const { link, options, quirks } = device;
  if (link === 'push-att') {
    const dialect = attDialectOf(options, device);
    return { dialect, bio: attBioFitOf(options, dialect, quirks) };
  }
  const dialect = dialectOf(options, device);
  return { dialect, bio: bioFitOf(options, dialect, quirks) };
}
