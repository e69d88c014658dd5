import { createHash } from 'node:crypto';
import type { FirmwareQuirks } from './firmware-quirks.js';
import type { PanelSettings } from './settings.js';
import type { Transport } from './transport.js';
import { commonVersion } from './versions.js';

/** What the panel learnt at its last registration; its values form the token of every request. */
export interface Session {
  registryCode: string;
  sessionId: string;
  /** The server's configuration lines, by lower-cased name. */
  config: Readonly<Record<string, string>>;
  /** The version that both sides use (appendix 13). */
  version?: string;
  /** The answer to the last refused request. */
  refusedBy?: number;
}

export type ConnectResult = 'registered' | 'refused';

/** The panel's behaviour at first contact. */
export interface HandshakeBehaviour {
  readonly sn: string;
  readonly pushVersion: string;
  readonly quirks: FirmwareQuirks;
  /** The vendor's encryption is switched on in its menu: it exchanges keys before it registers (4.2). */
  readonly asksEncryption: boolean;
}

/**
 * The public key of the manual's example (4.2). Nobody outside of the vendor can carry on from there. So the simulator
 * only asks, and continues in plain text once it is refused, as some firmware does.
 */
const publicKey =
  'DMCtR13RwiGI4M9TRn/3xEmkddz2lqoZR7zUrOMhOc3FLvhLtpIWs3REOSaKT4A9WO0ONt3V+mVb0W3Ka3NeCTWLjf9LplV1EyJIoZwXspGroPMTEWit' +
  'LE+LLsrO1r47OQRr62j5YSViUDKgzLVCvEek2iJ+3D181Z3qxV7a7WIoQ9DUGiPaU8gml4cmiyqQimxIQ1wwMcMpcIFOIsSx7UjCG+D41dM/vh5UZxrQ' +
  'wn7IiMOmNdFXlB+TOjaJ+4K/n3TDjubrbebqx6H2+nErH1mBuCCSNIKfwc5earkNfXPuqgBNGqCFJojgcQiOySquaq2DFXdUwYBLIURDnBLf+TtoSh4=';

/**
 * First contact, registration and configuration (Access PUSH 4.1, 4.4, 4.5). Anything but 200 on the way is a refusal;
 * a server that cannot be reached rejects.
 */
export async function connect(
  transport: Transport,
  settings: PanelSettings,
  own: HandshakeBehaviour,
  session: Session,
): Promise<ConnectResult> {
  const { sn, quirks } = own;
  transport.cookie = null;
  const more = quirks.contactQuery === '' ? '' : `&${quirks.contactQuery}`;
  const first = await transport.call('GET', `cdata?SN=${sn}&pushver=${own.pushVersion}&options=all${more}`);
  if (first.status !== 200) return refused(session, first.status);
  if (own.asksEncryption && (await isEncrypted(transport, sn))) return refused(session, first.status);
  if (quirks.skipRegistrationWhenKnown && /^registry=ok/im.test(first.body))
    return configured(transport, own, session, first.body);
  return register(transport, settings, own, session);
}

function refused(session: Session, status: number): 'refused' {
  session.refusedBy = status;
  return 'refused';
}

async function register(
  transport: Transport,
  settings: PanelSettings,
  own: HandshakeBehaviour,
  session: Session,
): Promise<ConnectResult> {
  const { sn, quirks } = own;
  const registry = await transport.call('POST', `registry?SN=${sn}`, settings.registryBody());
  const code = /RegistryCode=(\S+)/i.exec(registry.body)?.[1];
  if (registry.status !== 200 || code === undefined) return refused(session, registry.status);
  session.registryCode = code;
  transport.cookie = cookieOf(session, own, 'push');
  const push = await transport.call(quirks.configurationBy, `push?SN=${sn}`);
  return push.status === 200 ? configured(transport, own, session, push.body) : refused(session, push.status);
}

/** MD5 over RegistryCode, serial number and SessionID, nothing between them (Access PUSH 4.5). */
export function tokenOf(session: Pick<Session, 'registryCode' | 'sessionId'>, sn: string): string {
  return md5(`${session.registryCode}${sn}${session.sessionId}`);
}

/**
 * True if the server claims an encryption that it cannot have. Before registration the token is made of the serial
 * number alone.
 */
async function isEncrypted(transport: Transport, sn: string): Promise<boolean> {
  transport.cookie = `token=${tokenOf({ registryCode: '', sessionId: '' }, sn)}`;
  const answer = await transport.call('POST', `exchange?SN=${sn}&type=publickey`, `PublicKey=${publicKey}`);
  transport.cookie = null;
  return answer.status === 200;
}

function configured(transport: Transport, own: HandshakeBehaviour, session: Session, body: string): ConnectResult {
  // Servers mix LF and CRLF in one body.
  const lines = body.split(/[\r\n]+/).map((line) => /^([^=]+)=(.*)$/.exec(line));
  session.config = Object.fromEntries(lines.map((line) => [line?.[1]?.toLowerCase() ?? '', line?.[2] ?? '']));
  session.registryCode = session.config.registrycode ?? session.registryCode;
  session.sessionId = session.config.sessionid ?? '';
  session.version = commonVersion(own.pushVersion, session.config.pushprotver ?? session.config.pushversion);
  transport.cookie = cookieOf(session, own, 'later');
  transport.timeoutSeconds = Number(session.config.timeoutsec) || 10;
  return 'registered';
}

/** inBio proves its identity on `push` with a timestamp, because it has no session yet (docs/field-notes.md 7). */
function cookieOf(session: Session, { sn, quirks }: HandshakeBehaviour, when: 'push' | 'later'): string | null {
  switch (quirks.cookie) {
    case 'none':
      return null;
    case 'bare':
      return tokenOf(session, sn);
    case 'token':
      return `token=${tokenOf(session, sn)}`;
    case 'timestamp': {
      if (when === 'later') return `token=${tokenOf(session, sn)}`;
      const timestamp = String(Math.floor(Date.now() / 1000));
      return `token=${md5(`${session.registryCode}${sn}${timestamp}`)},timestamp=${timestamp}`;
    }
  }
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
