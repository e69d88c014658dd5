import { readCommand } from '../../protocol/access-push/command-reader.js';
import type { PanelParts } from './parts.js';

/** The server's answer about a person at a reader (Access PUSH 10). */
export interface RemoteAnswer {
  readonly auth: 'success' | 'failed' | 'timeout';
  /** The bytes of its CONTROL DEVICE; null if it sent none. */
  readonly control: readonly number[] | null;
  /** What the person reads on the screen. */
  readonly tips: string;
}

/** Remote identification is built in (AutoServerFunOn) and switched on (AutoServerMode). */
export function asksServer({ settings }: PanelParts): boolean {
  return settings.isOn('AutoServerFunOn') && settings.isOn('AutoServerMode');
}

/** Sends the row and waits; no answer, an error or an answer to another row opens nothing. */
export async function askServer({ transport, sn }: PanelParts, row: string): Promise<RemoteAnswer> {
  const none: RemoteAnswer = { auth: 'timeout', control: null, tips: '' };
  const answer = await transport.call('POST', `cdata?SN=${sn}&AuthType=device`, row).catch(() => null);
  if (answer?.status !== 200) return none;
  return readAuth(answer.body, row);
}

function readAuth(body: string, row: string): RemoteAnswer {
  const lines = body.split(/\r\n|\r|\n/);
  const word = /^AUTH=(\w+)/i.exec(lines[0] ?? '')?.[1]?.toUpperCase();
  const echo = lines.find((line) => line.startsWith('time='));
  const tips = tipsOf(lines);
  if (word === 'TIMEOUT') return { auth: 'timeout', control: null, tips };
  const isGood = word === 'SUCCESS' || word === 'SUCCEED';
  if (!isGood || (echo !== undefined && echo !== row)) return { auth: 'failed', control: null, tips };
  return { auth: 'success', control: controlOf(lines), tips };
}

const tipsOf = (lines: readonly string[]) =>
  lines.flatMap((line) => (line.startsWith('TIPS=') ? [line.slice('TIPS='.length)] : []))[0] ?? '';

function controlOf(lines: readonly string[]): number[] | null {
  const line = lines.find((one) => /^CONTROL\s+DEVICE/i.test(one));
  const control = line === undefined ? undefined : readCommand(line).control;
  return control === undefined ? null : [control.code, ...control.bytes];
}
