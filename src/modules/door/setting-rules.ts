import type { Dialect } from '../../protocol/access-push/dialect.js';
import { doorParameterTable } from '../../protocol/access-push/parameters/door.js';
import {
  contact,
  ipv4,
  line,
  onOff,
  resistor,
  verification,
  whole,
  words,
} from '../../protocol/access-push/parameters/kinds.js';
import { parameterFault, type Parameters } from '../../protocol/access-push/parameters/parameter.js';
import { readerParameterTable } from '../../protocol/access-push/parameters/reader.js';
import type { PartSettings } from './part-settings.js';

const disabled = { kind: onOff, meaning: 'it does not work' };
const address = { kind: whole(0, 255), meaning: 'its address on the bus' };

/**
 * The columns of a thing's property table (9.1.1), by our names; all other settings are parameters of the appendices.
 */
export const propertySettings = {
  door: { relay: { kind: whole(1, 255), meaning: 'the relay of its lock' }, disabled },
  reader: {
    type: { kind: whole(0, 15), meaning: 'kinds as a sum of bits: 1 RS485, 2 Wiegand, 4 network, 8 Zigbee' },
    busType: { kind: whole(0, 1), meaning: '1 = RS485, where the panel has the second table of readers' },
    address,
    ipAddress: { kind: ipv4, meaning: 'its address in the network' },
    port: { kind: whole(0, 65_535), meaning: 'its port' },
    mac: { kind: words(17), meaning: 'its MAC address' },
    disabled,
    verifyType: { kind: verification, meaning: 'how to verify at it' },
    multicast: { kind: ipv4, meaning: 'multicast address' },
    offlineRefuse: { kind: onOff, meaning: 'lets nobody in while it is offline' },
  },
  auxInput: {
    address: { kind: whole(1, 255), meaning: 'its contact' },
    disabled,
    extBoardId: { kind: whole(0, 255), meaning: 'number of its expansion board' },
    inputType: { kind: contact, meaning: 'when it counts' },
    inputMode: { kind: line, meaning: 'its line' },
    supervisedResistor: { kind: resistor, meaning: 'resistor of its line' },
  },
  auxOutput: { address: { kind: whole(1, 255), meaning: 'its relay' }, disabled },
} as const satisfies Record<string, Parameters>;

export type Settable = keyof typeof propertySettings;

/** All settings of a thing. */
export const settable: Readonly<Record<Settable, Parameters>> = {
  door: { ...propertySettings.door, ...doorParameterTable },
  reader: { ...propertySettings.reader, ...readerParameterTable },
  auxInput: propertySettings.auxInput,
  auxOutput: propertySettings.auxOutput,
};

/** Settings that are sealed and never shown. */
export const secretSettings: readonly string[] = Object.values(settable).flatMap((parameters) =>
  Object.entries(parameters).flatMap(([name, { secret }]) => (secret ? [name] : [])),
);

/** The first fault of settings, with its path; null = none. @param device null if it has not registered yet */
export function faultOfSettings(
  thing: Settable,
  settings: Readonly<Record<string, PartSettings[string] | null>>,
  device: Dialect | null,
): { readonly field: string; readonly message: string } | null {
  for (const [name, value] of Object.entries(settings)) {
    if (value === null) continue;
    const known = Object.hasOwn(settable[thing], name);
    const wrong = known ? parameterFault(settable[thing], name, value, device) : 'is no setting that there is';
    if (wrong !== null) return { field: `settings.${name}`, message: `settings.${name} ${wrong}` };
  }
  return null;
}
