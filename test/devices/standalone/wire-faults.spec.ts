import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { PullError } from '../../../src/devices/standalone/client/pull-error.js';
import { Session } from '../../../src/devices/standalone/client/session.js';
import { openTcp } from '../../../src/devices/standalone/client/transport.js';
import { commands } from '../../../src/protocol/standalone/codes.js';

/** CONNECT, as it is sent, and its answer: command, checksum, session, number of the reply. */
const asked = '5050827d08000000e80317fc00000000';
const prefix = '5050827d08000000';
const answer = `${prefix}d007fbe534120000`;

interface Told {
  readonly answer: string;
  readonly request: string;
  /** What became of a second request, if one was made. */
  readonly then: string;
}

const inWords = (error: unknown) => (error instanceof PullError ? `${error.fault}: ${error.message}` : String(error));

/** What a client makes of these pieces, which come in segments of their own; the connection ends behind them if said. */
async function told(
  pieces: readonly string[],
  { ends = false, timeoutMs = 10_000, again = false } = {},
): Promise<Told> {
  let request = '';
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.setNoDelay());
    socket.on('error', () => socket.destroy());
    socket.once('data', (bytes: Buffer) => {
      request = bytes.toString('hex');
      const send = async () => {
        for (const piece of pieces) {
          await new Promise((done) => socket.write(Buffer.from(piece, 'hex'), done));
          await turn();
        }
        if (ends) socket.end();
      };
      void send();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const transport = await openTcp({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }, 10_000);
  const session = new Session(transport, { timeoutMs, resendMs: timeoutMs, tolerant: false });
  const ask = (command: number) =>
    session.ask(command).then(({ command: code, session: id }) => `${code} in session ${id}`, inWords);
  const first = await ask(commands.CONNECT);
  const then = again ? await ask(commands.GET_VERSION) : '';
  session.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((done) => server.close(done));
  return { answer: first, request, then };
}

const good = '2000 in session 4660';
const noProtocol = 'protocol: what came from 127.0.0.1 is not the protocol:';

describe('an answer over TCP', () => {
  it.each([
    ['whole', [answer]],
    ['cut inside the magic number', [answer.slice(0, 4), answer.slice(4)]],
    ['cut inside the length', [answer.slice(0, 10), answer.slice(10)]],
    ['cut behind the prefix', [answer.slice(0, 16), answer.slice(16)]],
    ['cut inside the checksum', [answer.slice(0, 22), answer.slice(22)]],
    ['byte by byte', answer.match(/../g) ?? []],
    ['behind that of an older request', [`${prefix}d007fae534120100${answer}`]],
  ])('%s is read', async (_, pieces) => {
    expect(await told(pieces)).toMatchObject({ request: asked, answer: good });
  });

  it.each([
    ['with a wrong checksum', [`${prefix}d007fce534120000`], 'protocol: the answer to CONNECT has a wrong checksum'],
    ['behind garbage', [`ffff${answer}`], `${noProtocol} no frame begins here`],
    [
      'behind a frame too short to be one',
      [`5050827d0700000000000000000000${answer}`],
      `${noProtocol} a frame of 7 bytes`,
    ],
    ['behind a frame of two gigabytes', [`5050827dffffff7f${answer}`], `${noProtocol} a frame of 2147483647 bytes`],
  ])('%s is none', async (_, pieces, words) => {
    const { answer: said } = await told(pieces);
    expect(said).toBe(words);
  });

  it('of which the end never comes is waited for, and no longer', async () => {
    const cut = [answer.slice(0, 26)];
    expect((await told(cut, { timeoutMs: 1_000 })).answer).toBe('unreachable: no answer to CONNECT');
    expect((await told(cut, { ends: true })).answer).toBe('unreachable: 127.0.0.1 closed the connection');
  });

  it('counts, whatever garbage comes behind it; what is asked then fails', async () => {
    const then = `${noProtocol} no frame begins here`;
    expect(await told([`${answer}00ff00ff`], { again: true })).toMatchObject({ answer: good, then });
  });
});
