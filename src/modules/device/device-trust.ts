import { optionOf } from '../../protocol/access-push/dialect.js';
import { lowerVersion } from '../../protocol/access-push/version.js';
import type { Device } from './device.entity.js';

/** Released versions of the protocol (appendix 13). From 3.1.1 on devices may ask for the vendor's encryption. */
export const pushProtVers = ['3.0.1', '3.1.1', '3.1.2'] as const;
export type PushProtVer = (typeof pushProtVers)[number];

/** The protocol version that devices get unless an operator chooses another: traffic without encryption. */
export const plainProtVer: PushProtVer = '3.0.1';

/** Requests in a row with the full token, before tokens may be required. */
export const tokensNeeded = 20;

/** The reason why a token cannot be required of a device yet; null = it can. */
export function tokenModeFault(device: Pick<Device, 'tokenMatches'> | null): string | null {
  const shown = device?.tokenMatches ?? 0;
  if (shown >= tokensNeeded) return null;
  return `tokenMode enforce would shut the device out: ${tokensNeeded} full tokens in a row are needed, it sent ${shown}`;
}

/** The reason why a device cannot ask who may pass; null = it can, or has not reported it yet. */
export function identificationFault({ sn, registeredAt, options, alerts }: Device): string | null {
  if (registeredAt === null || optionOf(options, 'AutoServerFunOn') !== '') return null;
  // A device that asks can do it, whatever it reports.
  if (alerts.some(({ code }) => code === 'remoteIdentification')) return null;
  return `device ${sn} does not know remote identification (AutoServerFunOn)`;
}

/** The version that both sides use: the lower one; a device that gives none has 3.0.1 (appendix 13). */
export const protocolOf = ({ pushVersion, pushProtVer }: Pick<Device, 'pushVersion' | 'pushProtVer'>): string =>
  lowerVersion(pushVersion ?? plainProtVer, pushProtVer);

/** The options that make a device ask here who may pass, or decide by itself again (Access PUSH 9.5.2, 10). */
export const asksServer = { AutoServerFunOn: '1', AutoServerMode: '1' } as const;
export const asksNobody = { AutoServerFunOn: '0', AutoServerMode: '0' } as const;
