import { setTimeout as sleep } from 'node:timers/promises';
import type { AttFaults } from './faults.js';
import { refusedText } from '../refused-text.js';
import { keepAliveAgent } from '../transport.js';
import { attProfiles, type AttProfileName } from './profile.js';
import { AttTerminal } from './terminal.js';
import type { AttNews } from './terminal-options.js';

/** The options of the command line. */
export interface AttFleetOptions {
  readonly url: string;
  readonly sn: string;
  readonly devices: number;
  readonly profile: AttProfileName;
  readonly zone: string;
  readonly pollSeconds?: number | undefined;
  readonly eventsPerMinute: number;
  /** Share of uploads that never arrive, or whose answer never does. */
  readonly lostUploads?: number | undefined;
  readonly faults?: AttFaults | undefined;
}

export interface AttFleet {
  /** A line from the keyboard, for the first terminal. @returns true if it ends the simulator */
  press(line: string): boolean;
  stop(): Promise<void>;
}

const startSeconds = 5;

const words: { readonly [W in AttNews['what']]: (news: Extract<AttNews, { what: W }>) => string } = {
  contact: () => 'has made contact',
  refused: ({ status }) => refusedText(status),
  away: ({ why }) => `the server is away (${why}), trying again`,
  command: ({ id, text, code }) => `command ${id}: ${text.replaceAll('\t', ' ').slice(0, 400)} -> ${code}`,
  opened: () => 'DOOR OPENED',
};

export const attKeys = `  p PIN [STATE]      somebody punches, with a state such as 0 in or 1 out
  u PIN NAME         somebody is made a user at the terminal
  d PIN              somebody is deleted at the terminal
  q                  the end
`;

type Words = readonly (string | undefined)[];

interface Key {
  readonly pattern: RegExp;
  readonly act: (terminal: AttTerminal, words: Words) => string;
}

const keys: readonly Key[] = [
  {
    pattern: /^p\s+(\w+)(?:\s+(\d{1,3}))?$/,
    act: (terminal, [pin = '', state = '255']) => {
      terminal.punch({ pin, status: Number(state) });
      return `${pin} punches with state ${state}; it goes with the next upload`;
    },
  },
  {
    pattern: /^u\s+(\w+)\s*(.*)$/,
    act: (terminal, [pin = '', name = '']) => {
      terminal.enrol({ PIN: pin, Name: name, Pri: '0', Grp: '1' });
      return `${pin} is a user now; that goes with the next upload`;
    },
  },
  {
    pattern: /^d\s+(\w+)$/,
    act: (terminal, [pin = '']) => {
      terminal.dismiss(pin);
      return `${pin} is no user any more; that goes with the next upload`;
    },
  },
];

function pressed(terminal: AttTerminal, typed: string, print: (line: string) => void): boolean {
  const line = typed.trim();
  for (const { pattern, act } of keys) {
    const found = pattern.exec(line);
    if (found) print(act(terminal, found.slice(1)));
  }
  const isKnown = line === '' || line === 'q' || keys.some(({ pattern }) => pattern.test(line));
  if (!isKnown) print(`not understood; lines are:\n${attKeys.trimEnd()}`);
  return line === 'q';
}

/** Terminals of one process that share their sockets. */
export function startAttFleet(asked: AttFleetOptions, print: (line: string) => void): AttFleet {
  const agent = keepAliveAgent(asked.url);
  const { url, zone, pollSeconds, devices, lostUploads, faults } = asked;
  const fate = () =>
    Math.random() < (lostUploads ?? 0) ? (Math.random() < 0.5 ? 'never sent' : 'answer lost') : 'arrives';
  const terminals = Array.from({ length: devices }, (_, index) => {
    const sn = devices === 1 ? asked.sn : `${asked.sn}${index + 1}`;
    const tell = (news: AttNews) => {
      if (devices === 1) print(`${sn} ${(words[news.what] as (news: AttNews) => string)(news)}`);
    };
    const fateOf = (path: string) => (path.includes('/cdata') || path.includes('/fdata') ? fate() : 'arrives');
    const profile = attProfiles[asked.profile];
    return new AttTerminal({ url, sn, zone, pollSeconds, agent, tell, fateOf, faults, profile });
  });
  const leave = new AbortController();
  const gone = terminals.map(async (terminal, index) => {
    await sleep((index / devices) * startSeconds * 1_000, undefined, { signal: leave.signal }).catch(() => undefined);
    if (!leave.signal.aborted) await terminal.run();
  });
  const perMinute = asked.eventsPerMinute;
  const punches = setInterval(
    () => {
      for (const terminal of terminals) terminal.punch({ pin: String(1 + Math.floor(Math.random() * 100)) });
    },
    perMinute > 0 ? 60_000 / perMinute : 2 ** 30,
  );
  return {
    press: (line) => {
      const [first] = terminals;
      return first !== undefined && pressed(first, line, print);
    },
    stop: async () => {
      clearInterval(punches);
      leave.abort();
      agent.destroy();
      await Promise.all(terminals.map((terminal) => terminal.stop()));
      await Promise.all(gone);
    },
  };
}
