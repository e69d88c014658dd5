import { dialledAddress, LocalAddress } from '../../../platform/network/dialled-address.js';
import { commands, replies } from '../../../protocol/standalone/codes.js';
import { scrambleKey, usualTick } from '../../../protocol/standalone/comm-key.js';
import { encryptedFirmware, HungUp, isPullError, PullError, refused } from './pull-error.js';
import { Session } from './session.js';
import type { Settings } from './terminal-options.js';
import { noConnection, openTcp, openUdp, type Address, type Transport } from './transport.js';

/** Milliseconds after which a lost datagram is sent again. */
export const udpResendMs = 2_000;

/** A name server that does not answer is waited for as long as a terminal. @throws PullError */
export async function hostOf({ host, port, allowLocal, connectMs }: Settings): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PullError('unreachable', `the name ${host} is not resolved`)), connectMs);
  });
  try {
    return await Promise.race([dialledAddress(host, allowLocal), late]);
  } catch (error) {
    if (error instanceof PullError) throw error;
    if (error instanceof LocalAddress) throw new PullError('forbidden', error.message);
    throw noConnection(error as NodeJS.ErrnoException, { host, port });
  } finally {
    clearTimeout(timer);
  }
}

export async function openSession(settings: Settings): Promise<Session> {
  if (settings.transport !== 'auto') return greet(settings, settings.transport);
  try {
    return await greet(settings, 'tcp');
  } catch (error) {
    // Old terminals know only UDP, and some accept TCP and do not answer on it. A terminal that closes the connection
    // serves another client.
    if (!isPullError(error, 'unreachable') || error instanceof HungUp) throw error;
    return await greet(settings, 'udp').catch((other: unknown) => {
      throw isPullError(other, 'unreachable') ? error : other;
    });
  }
}

async function greet(settings: Settings, kind: 'tcp' | 'udp'): Promise<Session> {
  const session = new Session(await open(settings, kind, settings.connectMs), {
    timeoutMs: settings.timeoutMs,
    resendMs: udpResendMs,
    tolerant: settings.tolerant,
    told: settings.told,
    lease: settings.lease,
  });
  try {
    const answer = await session.read(commands.CONNECT, undefined, settings.connectMs);
    session.id = answer.session;
    if (answer.command === replies.ENCRYPTED) throw encryptedFirmware();
    if (answer.command === replies.ACK_LOCKED) throw locked();
    if (answer.command !== replies.ACK_OK && answer.command !== replies.ACK_UNAUTH) {
      throw refused('the terminal does not let anybody in', answer.command);
    }
    session.mayAuthenticate = answer.command === replies.ACK_UNAUTH;
    return session;
  } catch (error) {
    session.close();
    throw error instanceof HungUp ? heldElsewhere(error) : error;
  }
}

const heldElsewhere = ({ message }: HungUp) => new HungUp('unreachable', `${message}: another program may hold it`);

const open = (address: Address, kind: 'tcp' | 'udp', connectMs: number): Promise<Transport> =>
  kind === 'tcp' ? openTcp({ host: address.host, port: address.port }, connectMs) : openUdp(address);

const locked = () =>
  new PullError('authFailed', 'too many wrong comm keys: the terminal is locked for a while', replies.ACK_LOCKED);

export async function authenticate(session: Session, commKey: number): Promise<void> {
  if (!session.mayAuthenticate) return;
  for (const tick of [usualTick, 0]) {
    const { command } = await session.read(commands.AUTH, scrambleKey(commKey, session.id, tick));
    if (command === replies.ACK_OK) return;
    if (command === replies.ACK_LOCKED) throw locked();
    if (command === replies.ENCRYPTED) throw encryptedFirmware();
    if (command !== replies.ACK_UNAUTH) throw refused('the comm key', command);
  }
  const why = commKey === 0 ? 'the terminal wants a comm key' : 'the comm key is wrong';
  throw new PullError('authFailed', why, replies.ACK_UNAUTH);
}
