import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Arguments } from './arguments.js';
import { randomTraffic } from './random-traffic.js';
import { SimulatedPanel } from './panel.js';
import { besidePanel } from './standalone/attach-to-panel.js';
import type { PanelNews } from './panel-options.js';
import { recordTo } from './record.js';
import { refusedText } from './refused-text.js';
import { keepAliveAgent } from './transport.js';

type Print = (line: string) => void;

/** Panels of one process that share their sockets. */
export interface Fleet {
  readonly first: SimulatedPanel;
  stop(): Promise<void>;
}

/** The time in which all panels connect one after the other, so that the server does not get everything at once. */
const startSeconds = 5;
const summarySeconds = 10;

/** Starts the panels. A single panel prints everything that happens; many print a line of totals every ten seconds. */
export function startFleet(asked: Arguments, print: Print): Fleet {
  const agent = keepAliveAgent(asked.url);
  const record = asked.record === undefined ? null : recordTo(asked.record);
  const totals = { online: new Set<string>(), commands: 0, opened: 0 };
  const beside = new Map<string, ReturnType<typeof besidePanel>>();
  const panels = Array.from({ length: asked.devices }, (_, index) => {
    const sn = asked.devices === 1 ? asked.sn : `${asked.sn}${index + 1}`;
    const tell = (news: PanelNews) => {
      count(totals, sn, news);
      if (news.what === 'event') beside.get(sn)?.tell();
      if (asked.devices === 1) print(`${sn} ${inWords(news)}`);
    };
    const { url, doors, profile, zone, pollSeconds, panel = {} } = asked;
    const made = new SimulatedPanel({
      ...panel,
      url,
      doors,
      profile,
      zone,
      pollSeconds,
      sn,
      agent,
      tell,
      heard: record?.heard,
    });
    if (asked.pull !== undefined) beside.set(sn, besidePanel(made, { ...asked.pull, port: asked.pull.port + index }));
    return made;
  });
  const terminals = [...beside.values()].map(({ terminal }) => terminal);
  for (const terminal of terminals) {
    terminal.start().then(
      ({ port }) => print(`${terminal.sn} answers on port ${port}, too`),
      (error: unknown) => print(`${terminal.sn} cannot answer on its port: ${String(error)}`),
    );
  }
  const [first] = panels;
  if (first === undefined) throw new Error('a fleet has at least one panel');
  const leave = new AbortController();
  setMaxListeners(0, leave.signal);
  const gone = panels.map((panel, index) => start(panel, index / panels.length, asked.eventsPerMinute, leave.signal));
  const summary = setInterval(() => {
    const sent = panels.reduce((sum, { journal }) => sum + journal.acknowledged, 0);
    const waiting = panels.reduce((sum, { journal }) => sum + journal.waiting, 0);
    print(
      `${totals.online.size} of ${panels.length} on the line, ${totals.commands} commands, ` +
        `${totals.opened} doors opened, ${sent} events acknowledged, ${waiting} waiting`,
    );
  }, summarySeconds * 1000);
  if (panels.length === 1) clearInterval(summary);
  return {
    first,
    stop: async () => {
      clearInterval(summary);
      leave.abort();
      agent.destroy();
      await Promise.all([...panels, ...terminals].map((one) => one.stop()));
      await Promise.all(gone);
      await record?.close();
    },
  };
}

async function start(panel: SimulatedPanel, share: number, perMinute: number, signal: AbortSignal): Promise<void> {
  await sleep(share * startSeconds * 1000, undefined, { signal }).catch(() => undefined);
  if (signal.aborted) return;
  const quiet = randomTraffic(panel, perMinute);
  const ended = panel.run();
  await ended;
  quiet();
}

function count(totals: { online: Set<string>; commands: number; opened: number }, sn: string, news: PanelNews): void {
  if (news.what === 'registered') totals.online.add(sn);
  else if (news.what === 'refused' || news.what === 'away') totals.online.delete(sn);
  else if (news.what === 'command') totals.commands += 1;
  else if (news.what === 'opened') totals.opened += 1;
}

type Words = { readonly [W in PanelNews['what']]: (news: Extract<PanelNews, { what: W }>) => string };

const words: Words = {
  registered: () => 'registered',
  refused: ({ status }) => refusedText(status),
  away: ({ why }) => `the server is away (${why}), trying again`,
  restarting: () => 'restarting',
  command: ({ id, text, code }) => `command ${id}: ${readable(text)} -> ${code ?? 'lost'}`,
  opened: ({ door, seconds }) => `DOOR ${door} OPENED ${seconds === 'hold' ? 'and held open' : `for ${seconds} s`}`,
  tips: ({ text }) => `the screen says: ${text}`,
  event: ({ line }) => `event ${line.replaceAll('\t', ' ')}`,
};

/** The printed text of a command; a template or a picture would fill the screen. */
function readable(text: string): string {
  const line = text.replaceAll('\t', ' ').replaceAll('\n', ' | ');
  return line.length > 400 ? `${line.slice(0, 400)}... (${line.length} characters)` : line;
}

function inWords(news: PanelNews): string {
  return (words[news.what] as (news: PanelNews) => string)(news);
}
