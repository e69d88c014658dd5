import { createHash } from 'node:crypto';
import type { PanelSettings } from './settings.js';
import type { Transport } from './transport.js';

/** What the panel learnt at its last registration; the token of every request is made of it. */
export interface Session {
  registryCode: string;
  sessionId: string;
  /** The server's configuration lines, by lower-cased name. */
  config: Readonly<Record<string, string>>;
}

export type ConnectResult = 'registered' | 'refused';

/** How the panel behaves at first contact. */
export interface HandshakeHabits {
  readonly sn: string;
  readonly pushVersion: string;
  /** Further parameters of the first request, such as `DeviceType=acc&language=83`. */
  readonly contactQuery: string;
  /** Some firmware is content with `registry=ok` and skips registration; the manual's registers at every connection. */
  readonly skipWhenKnown: boolean;
}

/**
 * First contact, registration and configuration (Access PUSH 4.1, 4.4, 4.5). Anything but 200 on the way is a refusal;
 * a server that cannot be reached rejects.
 */
export async function connect(
  transport: Transport,
  settings: PanelSettings,
  habits: HandshakeHabits,
  session: Session,
): Promise<ConnectResult> {
  const { sn } = habits;
  transport.token = null;
  const more = habits.contactQuery === '' ? '' : `&${habits.contactQuery}`;
  const first = await transport.request(
    'GET',
    `/iclock/cdata?SN=${sn}&pushver=${habits.pushVersion}&options=all${more}`,
  );
  if (first.status !== 200) return 'refused';
  if (habits.skipWhenKnown && /^registry=ok/im.test(first.body)) return configured(transport, sn, session, first.body);
  const registry = await transport.request('POST', `/iclock/registry?SN=${sn}`, settings.registryBody());
  const code = /RegistryCode=(\S+)/i.exec(registry.body)?.[1];
  if (registry.status !== 200 || code === undefined) return 'refused';
  session.registryCode = code;
  transport.token = tokenOf(session, sn);
  const push = await transport.request('POST', `/iclock/push?SN=${sn}`);
  return push.status === 200 ? configured(transport, sn, session, push.body) : 'refused';
}

/** MD5 over RegistryCode, serial number and SessionID, nothing between them (Access PUSH 4.5). */
export function tokenOf(session: Session, sn: string): string {
  return createHash('md5').update(`${session.registryCode}${sn}${session.sessionId}`).digest('hex');
}

function configured(transport: Transport, sn: string, session: Session, body: string): ConnectResult {
  // Servers mix LF and CRLF in one body.
  const lines = body.split(/[\r\n]+/).map((line) => /^([^=]+)=(.*)$/.exec(line));
  session.config = Object.fromEntries(lines.map((line) => [line?.[1]?.toLowerCase() ?? '', line?.[2] ?? '']));
  session.registryCode = session.config.registrycode ?? session.registryCode;
  session.sessionId = session.config.sessionid ?? '';
  transport.token = tokenOf(session, sn);
  transport.timeoutSeconds = Number(session.config.timeoutsec) || 10;
  return 'registered';
}
