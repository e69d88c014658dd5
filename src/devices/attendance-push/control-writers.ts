import type { Order } from '../../core/command/order.js';
import * as att from '../../protocol/attendance-push/commands.js';
import type { CommandText } from '../../protocol/access-push/command.js';
import { raw } from '../../protocol/access-push/command.js';
import { bioType } from '../../protocol/access-push/parameters/bio-support.js';
import type { Circumstances } from '../push/command-encoder.js';

export type AttWriters = {
  readonly [T in Order['type']]?: (order: Extract<Order, { type: T }>, at: Circumstances) => CommandText;
};

/** One relay, whatever its number. @throws RangeError for a door that such a terminal does not have */
function onlyDoor(door: number): void {
  if (door > 1) throw new RangeError('a terminal has one door');
}

function oneOption(options: Readonly<Record<string, string>>): CommandText {
  const [first, ...more] = Object.entries(options);
  if (!first || more.length > 0) throw new RangeError('this protocol sets one option a command');
  return att.setOption(...first);
}

const absolute = (url: string, { origin = '' }: Circumstances) => (url.startsWith('/') ? origin + url : url);

/**
 * Orders that are not about rows of tables, in Attendance PUSH (12.5 to 12.8). The protocol cannot express the orders
 * that are missing here, and a device gets no commands of another protocol.
 */
export const controlWriters: AttWriters = {
  // How long the relay stays on is an option of the terminal (LockOn).
  openDoor: ({ door }) => (onlyDoor(door), att.unlock()),
  cancelAlarm: ({ door }) => (onlyDoor(door), att.unalarm()),
  restart: ({ slave }) => {
    if (slave !== undefined) throw new RangeError('there is no device behind a terminal');
    return att.reboot();
  },
  // The Date of the answer to a first contact sets the clock (14).
  setTime: () => att.check(),
  setOptions: ({ options }) => oneOption(options),
  getOptions: ({ names }) => att.getOptions(names),
  upgrade: ({ method, checksum, size, url }, at) => att.upgradeFirmware(checksum, size, absolute(url, at), method),
  enrollInfo: ({ pin, retry }) => att.enrollCard(pin, retry),
  enrollBio: ({ pin, bioType: type, no, retry, overwrite }) =>
    type === bioType.fingerprint
      ? att.enrollFinger(pin, no, retry, overwrite)
      : att.enrollBio(type, pin, '', retry, overwrite),
  raw: ({ text }) => raw(text),
};
