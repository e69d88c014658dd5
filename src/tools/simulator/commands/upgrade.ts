import { createHash } from 'node:crypto';
import { upgradeOf } from '../../../protocol/access-push/command-upgrade.js';
import { outcome, returns, type Outcome } from '../outcome.js';
import type { PanelParts } from '../parts.js';
import type { Answer, Transport } from '../transport.js';

/** The result of fetching a file: its bytes, or the return code. */
type Fetched = Buffer | number;

type Fetch = (parts: PanelParts, url: string, size: number) => Promise<Fetched>;

/** Bytes that method 3 asks for at a time. */
const range = 1_048_576;

/**
 * By `/iclock/file` as base64 text (1) or unchanged (2), or from the address itself in ranges (3); Access PUSH 9.4.1.
 */
const methods: Readonly<Record<1 | 2 | 3, Fetch>> = {
  1: async (parts, url) => {
    const file = await byFileCall(parts, url);
    return typeof file === 'number' ? file : Buffer.from(file.toString('latin1'), 'base64');
  },
  2: byFileCall,
  3: inRanges,
};

/** UPGRADE: fetches the file, checks its length and its MD5, and restarts with it. */
export async function upgrade(parts: PanelParts, options: Readonly<Record<string, string>>): Promise<Outcome> {
  const { method, url, checksum, size } = upgradeOf(options);
  if (url === '' || !Number.isSafeInteger(size)) return outcome('UPGRADE', returns.wrongParameter);
  if (method === 3 && !parts.settings.isOn('SubcontractingUpgradeFunOn'))
    return outcome('UPGRADE', returns.unsupported);
  const file = await methods[method](parts, url, size);
  if (typeof file === 'number') return outcome('UPGRADE', file);
  if (file.length !== size) return outcome('UPGRADE', returns.wrongSize);
  const found = createHash('md5').update(file).digest('hex');
  if (found !== checksum.toLowerCase()) return outcome('UPGRADE', returns.wrongChecksum);
  parts.settings.set('FirmVer', `Ver ${found.slice(0, 8)}`);
  return outcome('UPGRADE', returns.done, { restart: true });
}

async function byFileCall({ transport, sn }: PanelParts, url: string): Promise<Fetched> {
  return wholeOf(await asked(transport, `/iclock/file?SN=${sn}&url=${url}`, {}));
}

async function inRanges({ transport }: PanelParts, url: string, size: number): Promise<Fetched> {
  const pieces: Buffer[] = [];
  for (let from = 0; from < size; from += range) {
    const to = Math.min(from + range, size) - 1;
    const answer = await asked(transport, url, { Range: `bytes=${from}-${to}` });
    // A server without ranges sends the whole file at once.
    if (answer?.status !== 206) return wholeOf(answer);
    if (answer.bytes.length !== to - from + 1) return returns.wrongSize;
    pieces.push(answer.bytes);
  }
  return Buffer.concat(pieces);
}

function wholeOf(answer: Answer | null): Fetched {
  if (answer === null) return returns.noServer;
  if (answer.status === 200) return answer.bytes;
  return answer.status === 404 ? returns.noSuchFile : returns.httpError;
}

function asked(transport: Transport, url: string, headers: Record<string, string>): Promise<Answer | null> {
  return transport.request('GET', url, '', headers).catch(() => null);
}
