import type { SimulatedPanel } from './panel.js';

type Print = (line: string) => void;

interface Key {
  readonly pattern: RegExp;
  readonly usage: string;
  readonly act: (panel: SimulatedPanel, words: readonly string[], print: Print) => Promise<void> | void;
}

const keys: Readonly<Record<string, Key>> = {
  b: {
    pattern: /^b\s+(\d{1,20})\s+(\d+)$/,
    usage: 'b CARD DOOR',
    act: async (panel, [card = '', door = ''], print) => {
      const there = panel.doors.meant(Number(door)).length === 1;
      print(
        there ? `badge ${card} at door ${door}: ${await panel.badge(card, Number(door))}` : `there is no door ${door}`,
      );
    },
  },
  e: {
    pattern: /^e\s+(\d+)\s+(\d+)(?:\s+(\S+))?$/,
    usage: 'e EVENT DOOR [PIN]',
    act: async (panel, [event, door, pin = '0'], print) => {
      const sent = await panel.sendEvent({ event: Number(event), door: Number(door), pin });
      print(sent ? 'acknowledged' : 'kept, the server has not acknowledged it');
    },
  },
  s: {
    pattern: /^s$/,
    usage: 's',
    act: async (panel, _words, print) => {
      const { status } = await panel.sendState();
      print(`state sent, answered with ${status}`);
    },
  },
  u: {
    pattern: /^u$/,
    usage: 'u',
    act: (panel, _words, print) => listUsers(panel, print),
  },
  r: { pattern: /^r$/, usage: 'r', act: reboot },
};

/** Does what a line of the keyboard asks for; true when it asks to quit. Never rejects. */
export async function press(panel: SimulatedPanel, line: string, print: Print): Promise<boolean> {
  const text = line.trim();
  if (text === 'q') return true;
  if (text === '') return false;
  const key = keys[text.charAt(0)];
  const words = key?.pattern.exec(text);
  if (key === undefined || !words) {
    print(`not understood; lines are: ${[...Object.values(keys).map(({ usage }) => usage), 'q'].join(', ')}`);
    return false;
  }
  try {
    await key.act(panel, words.slice(1), print);
  } catch {
    print('the server is away');
  }
  return false;
}

async function reboot(panel: SimulatedPanel): Promise<void> {
  await panel.reboot();
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
