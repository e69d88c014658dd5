import type { ReaderView } from '../reader/reader-view.js';

export const natsReader = 'nats';

/** Kept sealed, and never shown. */
export const natsSecrets = ['password', 'token', 'nkey', 'creds', 'key'] as const;

export interface NatsSettings extends ReaderView {
  /** `nats:`, `tls:`, `ws:` or `wss:`. */
  readonly url: string;
  readonly username: string | null;
  /** PEM: whom to trust, and the certificate of this client. */
  readonly ca: string | null;
  readonly cert: string | null;
  readonly stream: string;
  readonly prefix: string;
}

/** `access.granted` -> `postern.access.granted` */
export const subjectOf = ({ prefix }: NatsSettings, type: string): string => `${prefix}.${type}`;

/** The subjects that are published to, as patterns. */
export const subjectsOf = (settings: NatsSettings): string[] =>
  settings.types.length === 0
    ? [subjectOf(settings, '>')]
    : settings.types.map((type) => subjectOf(settings, type.replace(/\*$/, '>')));

/** Whether every subject of one pattern is also one of the other. */
export function covers(pattern: string, subjects: string): boolean {
  const [wide, narrow] = [pattern.split('.'), subjects.split('.')];
  for (const [at, word] of wide.entries()) {
    const other = narrow[at];
    if (other === undefined) return false;
    if (word === '>') return true;
    if (other === '>' || (word !== '*' && word !== other)) return false;
  }
  return wide.length === narrow.length;
}
