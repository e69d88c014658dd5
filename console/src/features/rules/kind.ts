import type { CallName } from '../../api/call.js';
import type { Permission } from '../../api/session.js';
import { textOf, type Field, type Values } from '../../ui/records/field.js';

/** The kinds of rules that the API has, by the paths that make them. */
type RuleName = {
  [N in CallName]: N extends `POST /${infer Name}` ? (Name extends `${string}/${string}` ? never : Name) : never;
}[CallName];

/** One kind: its sentence is `say-<name>` of the texts, its name `kind-<name>`, its form is made of the fields. */
export interface Kind {
  readonly name: RuleName;
  readonly group: 'passage' | 'people' | 'verification' | 'inOut' | 'cards' | 'device' | 'intercom';
  readonly read: Permission;
  readonly write: Permission;
  readonly fields: readonly Field[];
  /** Which of several sentences: `say-<name>-<variant>`. */
  readonly variant?: (values: Values) => string;
}

export const is =
  (name: string, ...wanted: string[]) =>
  (values: Values): boolean =>
    wanted.includes(textOf(values[name]));

export const device: Field = { name: 'sn', label: 'device', kind: 'one', of: 'devices', isRequired: true };
export const devices: Field = {
  name: 'sns',
  label: 'devices',
  kind: 'many',
  of: 'devices',
  hasAll: true,
  begins: null,
};
export const moreDevices: Field = { name: 'sns', label: 'moreDevices', kind: 'many', of: 'devices' };
export const ownName: Field = { name: 'name', kind: 'text' };
export const name: Field = { name: 'name', kind: 'text', isRequired: true };
export const door: Field = { name: 'doorId', label: 'door', kind: 'one', of: 'doors', isRequired: true };
export const doors: Field = { name: 'doorIds', label: 'doors', kind: 'many', of: 'doors' };
export const pins: Field = { name: 'pins', label: 'persons', kind: 'persons' };
export const hours: Field = { name: 'timeZoneId', label: 'hours', kind: 'one', of: 'hours', isRequired: true };
export const schedule: Field = {
  name: 'scheduleId',
  label: 'schedule',
  kind: 'one',
  of: 'schedules',
  isRequired: true,
};
export const doorOrReader = { door: 'doors', reader: 'readers' } as const;
export const places = { ...doorOrReader, auxIn: 'auxInputs' } as const;
export const outputs = { lock: 'doors', door: 'doors', auxOut: 'auxOutputs' } as const;

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
export const day: Field = { name: 'day', kind: 'choice', words: 'hours.day', options: weekdays, isRequired: true };
export const anyDay: Field = { ...day, options: [...weekdays, 'hol1', 'hol2', 'hol3'] };
export const from: Field = { name: 'from', label: 'fromClock', kind: 'clock', isRequired: true };
export const to: Field = { name: 'to', label: 'toClock', kind: 'clock', isRequired: true };

export const rule = { read: 'rule.read', write: 'rule' } as const;
export const ofDevice = { read: 'device.read', write: 'device' } as const;
export const ofPeople = { read: 'person.read', write: 'person' } as const;
