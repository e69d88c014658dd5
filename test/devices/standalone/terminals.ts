import { onTestFinished } from 'vitest';
import type { Punch } from '../../../src/protocol/standalone/attendance.js';
import { emptyUser, type TerminalUser } from '../../../src/protocol/standalone/users.js';
import { OwnData } from '../../../src/tools/simulator/standalone/data.js';
import { SimulatedTerminal } from '../../../src/tools/simulator/standalone/server.js';
import type { TerminalSettings } from '../../../src/tools/simulator/standalone/terminal-settings.js';
import { Terminal } from '../../../src/devices/standalone/client/terminal.js';
import type { TerminalOptions } from '../../../src/devices/standalone/client/terminal-options.js';

/** A terminal that ends with its test. A hook of this module would be one of the first spec of a worker alone. */
export async function terminal(settings: TerminalSettings = {}): Promise<SimulatedTerminal> {
  const made = await new SimulatedTerminal({ data: new OwnData(), ...settings }).start();
  onTestFinished(() => made.stop());
  return made;
}

export const addressOf = ({ port }: SimulatedTerminal, more: Partial<TerminalOptions> = {}): TerminalOptions => ({
  host: '127.0.0.1',
  port,
  timeoutMs: 5_000,
  connectMs: 5_000,
  readMs: 2_000,
  ...more,
});

export async function connect(to: SimulatedTerminal, more: Partial<TerminalOptions> = {}): Promise<Terminal> {
  const made = await Terminal.connect(addressOf(to, more));
  onTestFinished(() => made.session.close());
  return made;
}

export const person = (uid: number, more: Partial<TerminalUser> = {}): TerminalUser => ({
  ...emptyUser,
  uid,
  name: `Person ${uid}`,
  userId: String(uid),
  ...more,
});

const two = (value: number) => String(value).padStart(2, '0');

/** Makes punches, one after the other, within one year. */
export const punches = (count: number, from = 0): Punch[] =>
  Array.from({ length: count }, (_, index) => {
    const at = from + index;
    const time = new Date(Date.UTC(2024, 0, 1) + at * 60_000);
    const wall = `${time.getUTCFullYear()}-${two(time.getUTCMonth() + 1)}-${two(time.getUTCDate())}`;
    return {
      uid: (at % 300) + 1,
      userId: String((at % 300) + 1),
      time: `${wall} ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:00`,
      verify: 1,
      state: at % 2,
      workCode: 0,
    };
  });

export const own = ({ data }: SimulatedTerminal): OwnData => {
  if (!(data instanceof OwnData)) throw new Error('its data is kept elsewhere');
  return data;
};
