import type { Order } from '../command/order.js';
import { invalidField } from './kit/invalid.js';
import type { CommandBody, commandTypes } from './command.dto.js';

/** Seconds a lock stays open where nobody says otherwise. */
const usualSeconds = 5;

type Field = keyof CommandBody;

function needed<F extends Field>(body: CommandBody, field: F): NonNullable<CommandBody[F]> {
  const value = body[field];
  if (value === undefined) throw invalidField(field, `is needed for ${body.type ?? 'this'}`);
  return value;
}

/** Names go into the text of a command as they are. */
function nameIn(field: Field, name: string): string {
  if (!/^~?\w{1,64}$/.test(name))
    throw invalidField(field, `must be made of letters, digits and underscores: "${name}"`);
  return name;
}

/** A comma or a line's end would begin another option. */
const optionValue = /^[^,\t\r\n\0]{0,255}$/;

function optionsOf(body: CommandBody): Record<string, string> {
  const entries = Object.entries(needed(body, 'options'));
  if (entries.length === 0) throw invalidField('options', 'is empty');
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const text = typeof value === 'string' || typeof value === 'number' ? String(value) : null;
      if (text === null || !optionValue.test(text)) {
        throw invalidField(`options.${name}`, 'must be text without commas, tabs and line ends');
      }
      return [nameIn('options', name), text];
    }),
  );
}

function namesOf(body: CommandBody): string[] {
  const names = needed(body, 'names');
  if (names.length === 0) throw invalidField('names', 'is empty');
  return names.map((name) => nameIn('names', name));
}

/** What an operator may ask for by type; rows of tables are sync's alone. */
const orders = {
  openDoor: (body) => ({ type: 'openDoor', door: needed(body, 'door'), seconds: body.seconds ?? usualSeconds }),
  closeDoor: (body) => ({ type: 'closeDoor', door: needed(body, 'door') }),
  holdDoorOpen: (body) => ({ type: 'holdDoorOpen', door: needed(body, 'door') }),
  cancelAlarm: (body) => ({ type: 'cancelAlarm', door: needed(body, 'door') }),
  lockDoor: (body) => ({ type: 'lockDoor', door: needed(body, 'door'), locked: body.locked ?? true }),
  normalOpenSchedule: (body) => ({ type: 'normalOpenSchedule', door: needed(body, 'door'), on: needed(body, 'on') }),
  restart: () => ({ type: 'restart' }),
  setTime: () => ({ type: 'setTime' }),
  setOptions: (body) => ({ type: 'setOptions', options: optionsOf(body) }),
  getOptions: (body) => ({ type: 'getOptions', names: namesOf(body) }),
  count: (body) => ({ type: 'count', table: nameIn('table', needed(body, 'table')) }),
  query: (body) => ({
    type: 'query',
    table: nameIn('table', needed(body, 'table')),
    ...(body.filter === undefined ? {} : { filter: body.filter }),
  }),
} as const satisfies Record<(typeof commandTypes)[number], (body: CommandBody) => Order>;

/** What is meant by a request: raw text, or a type with its parameters. Refusals name the field. */
export function orderOf(body: CommandBody): Order {
  const { command, type } = body;
  if (command !== undefined && type !== undefined) throw invalidField('command', 'and type exclude each other');
  if (command !== undefined) return { type: 'raw', text: rawText(command) };
  if (type === undefined) throw invalidField('command', 'or type is needed');
  return orders[type](body);
}

function rawText(command: string): string {
  const text = command.trim();
  if (text === '') throw invalidField('command', 'is empty');
  if (/^C:\d+:/i.test(text)) throw invalidField('command', 'is the text behind C:<id>:, without it');
  return text;
}
