import { Agent, request } from 'node:http';
import type { Grounds } from './contests.js';
import { connections } from './load.js';
import { loadBodies } from './load-bodies.js';
import { adminToken } from './processes.js';
import { MessageReader } from './message-reader.js';
import { newLine } from './upload.js';

const singles = 300;
const manyStreams = 490;
const roundSeconds = 4;
const rounds = 3;

type Say = (line: string) => void;

/** Events in at /iclock and out as server-sent events, and what many open streams cost. Everything is a ratio. */
export async function eventsOut(grounds: Grounds, say: Say): Promise<void> {
  await latency(grounds, say);
  await costOfStreams(grounds, say);
}

/** One event at a time, from the upload's first byte to the frame at its reader, against a request that does nothing. */
async function latency({ gateway, bareHttp, sns, pins }: Grounds, say: Say): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  const reader = await MessageReader.open(gateway, adminToken, 'types=access.*');
  const bare: number[] = [];
  const upload: number[] = [];
  const delivery: number[] = [];
  const sn = sns[0] ?? '';
  for (let index = 0; index < singles; index++) {
    bare.push(await timed(() => call(agent, `${bareHttp}/`, 'GET', '')));
    const started = performance.now();
    const arrived = reader.next();
    await call(agent, `${gateway}/iclock/cdata?SN=${sn}&table=rtlog`, 'POST', newLine(sn, pins));
    upload.push(performance.now() - started);
    delivery.push((await arrived) - started);
  }
  reader.close();
  agent.destroy();
  const times = (values: readonly number[], part: number) => (quantile(values, part) / quantile(bare, 0.5)).toFixed(1);
  say(
    `events to a stream, from the upload to the frame, one at a time: p50 ${times(delivery, 0.5)}, p99 ` +
      `${times(delivery, 0.99)} times a bare loopback round trip (the upload's own answer: p50 ${times(upload, 0.5)}, p99 ` +
      `${times(upload, 0.99)}; the bare one's p99: ${times(bare, 0.99)})`,
  );
}

/** Uploads a second with no stream, with many that nothing matches, and with as many that get everything. */
async function costOfStreams(grounds: Grounds, say: Say): Promise<void> {
  const kinds = [
    ['that nothing matches', 'types=door.forced'],
    ['that get everything', 'types=access.*'],
  ] as const;
  for (const [what, query] of kinds) {
    const ratios: number[] = [];
    let sent = 0;
    for (let round = 0; round < rounds; round++) {
      const without = await uploads(grounds);
      const open = Array.from({ length: manyStreams }, () => MessageReader.open(grounds.gateway, adminToken, query));
      const readers = await Promise.all(open);
      const started = performance.now();
      const among = await uploads(grounds);
      const seconds = (performance.now() - started) / 1_000;
      sent = readers.reduce((sum, { count }) => sum + count, 0) / seconds;
      for (const reader of readers) reader.close();
      ratios.push(among / without);
    }
    const told = sent > 0 ? `, ${Math.round(sent).toLocaleString('en')} messages/s to them` : '';
    const ratio = quantile(ratios, 0.5).toFixed(2);
    say(`${manyStreams} open streams ${what}: ${ratio} of the uploads a second without any${told}`);
  }
}

const uploads = (grounds: Grounds) =>
  loadBodies(
    grounds.gateway,
    roundSeconds,
    (connection) => {
      const sn = grounds.sns[connection % connections] ?? '';
      return { path: `/iclock/cdata?SN=${sn}&table=rtlog`, body: () => newLine(sn, grounds.pins) };
    },
    (answer) => answer.startsWith('OK'),
  );

const quantile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
};

async function timed(task: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await task();
  return performance.now() - started;
}

function call(agent: Agent, url: string, method: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers: { 'content-length': Buffer.byteLength(body) } }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${url}: ${answer.statusCode}`)),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
