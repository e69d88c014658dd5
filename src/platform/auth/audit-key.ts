import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { SealedBox } from '../crypto/sealed-box.js';

/** The content of a row of the audit log. */
export interface AuditContent {
  readonly actor: string;
  readonly address: string;
  readonly action: string;
  readonly object: string;
  readonly detail: object;
}

/** The place of a row in the chain. */
export interface Place {
  readonly chain: number;
  readonly seq: number;
  readonly at: string;
}

/** The last link, and the first one with a key: versions without a key made those before. */
export interface Head {
  readonly chain: number;
  readonly hash: string;
  readonly keyedFrom: number;
}

/** The start value of the first link. */
export const root = '0'.repeat(64);

/** The same text for the same value, in whatever order its names are: jsonb has an order of its own. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`).join(',')}}`;
}

const told = ({ actor, address, action, object, detail }: AuditContent) => [
  actor,
  address,
  action,
  object,
  canonical(detail),
];

/**
 * The key of the audit log, derived from the encryption key: a person who only has the database can make no row and no
 * link.
 */
export class AuditKey {
  constructor(private readonly seal: SealedBox) {}

  newSalt(): string {
    return randomBytes(16).toString('base64url');
  }

  /** Represents the content of a row in the chain: without the salt nobody can find the content. */
  digest(salt: string, content: AuditContent): string {
    return this.sign('row', salt, ...told(content));
  }

  link(previous: string, { chain, seq, at }: Place, digest: string): string {
    return this.sign('link', previous, chain, seq, at, digest);
  }

  /**
   * Says that this gateway emptied a row. @param anchor the chain's value for the row: its digest, or its hash without
   * key
   */
  erasure(seq: number, anchor: string, content: AuditContent): string {
    return this.sign('erased', seq, anchor, ...told(content));
  }

  head({ chain, hash, keyedFrom }: Head): string {
    return this.sign('head', chain, hash, keyedFrom);
  }

  /** Says that this gateway removed the links up to this one. */
  checkpoint({ chain, hash }: Pick<Head, 'chain' | 'hash'>): string {
    return this.sign('checkpoint', chain, hash);
  }

  private sign(...parts: readonly (string | number)[]): string {
    return createHmac('sha256', this.seal.derive('postern audit')).update(JSON.stringify(parts)).digest('hex');
  }
}

/** The links of versions without a key. @param detail in PostgreSQL's own format */
export const oldLink = (previous: string, { chain, seq, at }: Place, content: AuditContent, detail: string): string =>
  createHash('sha256')
    .update(previous)
    .update(JSON.stringify([chain, seq, at, content.actor, content.address, content.action, content.object, detail]))
    .digest('hex');
