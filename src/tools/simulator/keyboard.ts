import type { Enrolment } from './own-uploads.js';
import { identityCardUpload, optionsUpload } from './own-uploads.js';
import type { SimulatedPanel } from './panel.js';
import type { Factor } from './verify.js';

type Print = (line: string) => void;
type Words = readonly (string | undefined)[];

interface Key {
  readonly pattern: RegExp;
  readonly usage: string;
  /** For --help. */
  readonly does: string;
  readonly act: (panel: SimulatedPanel, words: Words, print: Print) => Promise<void> | void;
}

const keys: readonly Key[] = [
  {
    pattern: /^b\s+(\d{1,20})\s+(\d+)(?:\s+(in|out))?(?:\s+with\s+([fipcavmq]+))?$/,
    usage: 'b CARD DOOR [out] [with cp]',
    does: "hold a card before the reader of a door; after 'with': c card, p password, f finger, a face, i number, m palm, v vein, q QR",
    act: badge,
  },
  {
    pattern: /^f\s+(\d{1,20})\s+(\d{1,3})$/,
    usage: 'f CARD FLOOR',
    does: 'in the cabin of an elevator: hold a card before the reader, press the button of a floor',
    act: async (panel, [card = '', floor], print) => {
      print(await panel.ride(card, Number(floor)));
    },
  },
  {
    pattern: /^e\s+(\d+)\s+(\d+)(?:\s+(\S+))?$/,
    usage: 'e EVENT DOOR [PIN]',
    does: 'send an event of appendix 2, such as 202 for the exit button',
    act: async (panel, [event, door, pin = '0'], print) => {
      const sent = await panel.sendEvent({ event: Number(event), door: Number(door), pin });
      print(sent ? 'acknowledged' : 'kept, the server has not acknowledged it');
    },
  },
  {
    pattern: /^s$/,
    usage: 's',
    does: 'send the state of the doors',
    act: async (panel, _words, print) => {
      const { status } = await panel.sendState();
      print(`state sent, answered with ${status}`);
    },
  },
  {
    pattern: /^u$/,
    usage: 'u',
    does: 'list the users the panel holds',
    act: (panel, _words, print) => listUsers(panel, print),
  },
  {
    pattern: /^l(?:\s+(\S+))?$/,
    usage: 'l [TABLE]',
    does: 'count the rows of all tables, or list those of one',
    act: (panel, [table], print) => listRows(panel, table, print),
  },
  {
    pattern: /^([xy])\s+(\d+)$/,
    usage: 'x DOOR, y INPUT',
    does: 'press the exit button of a door, short an auxiliary input',
    act: async (panel, [which, number], print) => {
      const { event } = await panel.pressInput(which === 'x' ? 'exit' : 'auxiliary', Number(number));
      print(`event ${event}`);
    },
  },
  {
    pattern: /^n\s+(finger|face|palm)\s+(\w+)(?:\s+(\d+))?$/,
    usage: 'n finger|face|palm PIN [NO]',
    does: 'enrol somebody at the device, and send what it learns',
    act: async (panel, [what, pin = '', no = '0'], print) => {
      print(`${await panel.enrol(what as Enrolment, pin, Number(no))} uploads`);
    },
  },
  {
    pattern: /^i\s+(\w+)$/,
    usage: 'i PIN',
    does: 'hold an identity card before the reader',
    act: async (panel, [pin = ''], print) => {
      const { status, body } = await panel.send(identityCardUpload(pin));
      print(`identity card sent, answered with ${status} ${body}`);
    },
  },
  {
    pattern: /^t\s+(\d\d(?:\.\d+)?)(?:\s+(mask))?$/,
    usage: 't DEGREES [mask]',
    does: 'temperature of whoever comes next, and a mask or none',
    act: (panel, [degrees, mask]) => {
      panel.peripherals.temperature = Number(degrees);
      panel.peripherals.mask = mask !== undefined;
    },
  },
  {
    pattern: /^a\s+(\d+)\s+(\d+)$/,
    usage: 'a DOOR BITS',
    does: 'raise the alarms of a door (bits of 7.3: 1 forced, 2 tamper, 16 held open ...; 0 none)',
    act: async (panel, [door, bits]) => {
      panel.doors.alarm(Number(door), Number(bits));
      await panel.sendState();
    },
  },
  {
    pattern: /^c\s+(-?\d+)$/,
    usage: 'c SECONDS',
    does: 'make the clock wrong by so much more',
    act: (panel, [seconds], print) => {
      panel.clock.drift(Number(seconds));
      print(`the clock says ${panel.clock.wall()}`);
    },
  },
  {
    pattern: /^o$/,
    usage: 'o',
    does: 'send the parameters (table=options)',
    act: async (panel) => {
      await panel.send(optionsUpload(panel));
    },
  },
  {
    pattern: /^r$/,
    usage: 'r',
    does: 'reboot',
    act: async (panel) => {
      await panel.reboot();
    },
  },
  {
    pattern: /^reset$/,
    usage: 'reset',
    does: 'back to the factory settings: all tables and events are gone',
    act: async (panel) => {
      panel.reset();
      await panel.reboot();
      await panel.sendEvent({ event: 6016, door: 0 });
    },
  },
];

/** The keys as --help shows them. */
export function keyHelp(): string {
  return [...keys, { usage: 'q', does: 'quit' }].map(({ usage, does }) => `  ${usage.padEnd(28)}  ${does}`).join('\n');
}

/** Carries out a line of the keyboard; true if it quits. Never rejects. */
export async function press(panel: SimulatedPanel, line: string, print: Print): Promise<boolean> {
  const text = line.trim();
  if (text === 'q') return true;
  if (text === '') return false;
  const key = keys.find(({ pattern }) => pattern.test(text));
  if (key === undefined) {
    print(`not understood; lines are: ${[...keys.map(({ usage }) => usage), 'q'].join(', ')}`);
    return false;
  }
  try {
    await key.act(panel, key.pattern.exec(text)?.slice(1) ?? [], print);
  } catch {
    print('the server is away');
  }
  return false;
}

async function badge(panel: SimulatedPanel, [card = '', door = '', way, shown]: Words, print: Print): Promise<void> {
  if (Number(door) === 0 || panel.doors.meant(Number(door)).length === 0) {
    print(`there is no door ${door}`);
    return;
  }
  const manner = {
    inOut: way === 'out' ? (1 as const) : (0 as const),
    ...(shown === undefined ? {} : { shown: shown.split('') as Factor[] }),
  };
  print(`badge ${card} at door ${door}: ${await panel.badge(card, Number(door), undefined, manner)}`);
}

function listUsers(panel: SimulatedPanel, print: Print): void {
  const users = panel.rows('user');
  for (const user of users) {
    const rights = panel.rows('userauthorize').filter((right) => right.pin === user.pin);
    const held = panel.cards().flatMap(({ pin, card }) => (pin === user.pin ? [card] : []));
    const doors = rights.map((right) => `${right.authorizedoorid ?? ''} in zone ${right.authorizetimezoneid ?? ''}`);
    print(`pin ${user.pin ?? ''} ${user.name ?? ''} cards ${held.join(' ') || '-'} doors ${doors.join(', ') || '-'}`);
  }
  print(`${users.length} users`);
}

/** Columns with biometric data and passwords: too long and too private for a screen. */
const hidden = /^(?:password|tmp|template|content|photo\w*|fp_?template\d)$/;

function listRows(panel: SimulatedPanel, table: string | undefined, print: Print): void {
  if (table === undefined) {
    for (const [name, count] of panel.memory.counts()) print(`${name} ${count}`);
    return;
  }
  for (const row of panel.rows(table)) {
    const cells = Object.entries(row).map(
      ([name, value]) => `${name}=${hidden.test(name) && value !== '' ? '***' : value}`,
    );
    print(cells.join(' '));
  }
}
