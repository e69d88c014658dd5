import { isIP } from 'node:net';
import { Networks } from '../../platform/network/networks.js';
import { optionOf } from '../../protocol/access-push/dialect.js';
import type { Device } from './device.entity.js';

/** More than any device needs; a network covers the rest. */
export const mostAddresses = 16;

/** The facts that a device reports about itself and that do not depend on its address. */
export interface Registration {
  readonly mac: string;
  readonly model: string;
  readonly firmware: string;
}

/** The identity that the bound device has shown. */
export const registrationOf = ({ options, type }: Pick<Device, 'options' | 'type'>): Registration => ({
  ...registrationIn(options),
  model: optionOf(options, 'DeviceName') || type,
});

const longest = 100;

export function registrationIn(options: Readonly<Record<string, string>>): Registration {
  const said = (name: string) => optionOf(options, name).trim().slice(0, longest);
  return { mac: said('MAC'), model: said('DeviceName'), firmware: said('FirmVer') || said('FWVersion') };
}

/** Either name may be that of another part of one device, so each is compared with itself. */
export const isOtherFirmware = (
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): boolean => ['FirmVer', 'FWVersion'].some((name) => optionOf(before, name).trim() !== optionOf(now, name).trim());

const sameText = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/**
 * Whether a caller from another address reports the same identity as the device. All known facts must match. Old
 * terminals report neither MAC nor model: they are recognised by their firmware. A device that has reported nothing
 * cannot be recognised.
 */
export function isSameRegistration(known: Registration, shown: Registration): boolean {
  const telling = (['mac', 'model'] as const).filter((name) => known[name] !== '');
  if (telling.length > 0) return telling.every((name) => sameText(known[name], shown[name]));
  return known.firmware !== '' && sameText(known.firmware, shown.firmware);
}

/** The addresses that are networks, null if there are none: most devices have one address. */
export function networksIn(addresses: readonly string[]): Networks | null {
  const networks = addresses.filter((address) => address.includes('/'));
  return networks.length === 0 ? null : new Networks(networks);
}

/** Whether it is one of the device's own addresses, or in one of its networks. */
export const isAmong = (addresses: readonly string[], networks: Networks | null, address: string): boolean =>
  addresses.includes(address) || networks?.has(address) === true;

/** The callers at other addresses than the device's own. */
export function elsewhere(addresses: readonly string[], callers: readonly string[]): string[] {
  const networks = networksIn(addresses);
  return callers.filter((address) => !isAmong(addresses, networks, address));
}

/** The first entry that is neither an address nor a network; null where all are valid. */
export const faultyAddress = (addresses: readonly string[]): string | null =>
  addresses.find((address) => (address.includes('/') ? !isNetwork(address) : isIP(address) === 0)) ?? null;

function isNetwork(text: string): boolean {
  try {
    networksIn([text]);
    return true;
  } catch {
    return false;
  }
}

/** At approval it is bound to the address from which it called while it waited; otherwise to the next one. */
export const boundTo = (waiting: Pick<Device, 'address'> | null): Pick<Device, 'addresses' | 'boundAt'> =>
  waiting?.address ? { addresses: [waiting.address], boundAt: new Date() } : { addresses: [], boundAt: null };
