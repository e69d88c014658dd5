import type { EntityManager } from 'typeorm';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import { notify } from '../../platform/database/unit-of-work.js';

/** Values that open something elsewhere: a password, a key. */
export type Secrets = Readonly<Record<string, string>>;

/** A reader as it is set. Its settings are those of its kind, which wrote them. */
export interface ReaderRow {
  readonly name: string;
  readonly settings: unknown;
  readonly secrets: Secrets;
  /** Grows with each change of the settings. */
  readonly revision: number;
  /** Everything up to here has been published. */
  readonly position: number;
}

/** How a reader gets on, whichever gateway it is with. */
export interface ReaderState {
  /** One gateway has it and is connected. */
  readonly connected: boolean;
  readonly error: string | null;
  readonly errorAt: Date | null;
  readonly publishedAt: Date | null;
  readonly position: number;
  /** How long the oldest entry of the feed that it has not published has been there. */
  readonly lagSeconds: number;
  readonly changedAt: Date;
}

/** What a reader is set to. */
export interface ReaderSetting {
  readonly name: string;
  readonly settings: object;
  readonly secrets: Secrets;
  /** Where one that is new begins. */
  readonly position: number;
  /** One that is there goes there, too; otherwise it stays where it is. */
  readonly isMoved: boolean;
}

interface StoredRow extends Omit<ReaderRow, 'secrets'> {
  readonly sealed: Buffer | null;
}

/** Seconds for which the first entry behind the position of `r` has waited. */
export const lagOf = `coalesce(extract(epoch FROM now() -
  (SELECT f.at FROM feed f WHERE f.position > r.position ORDER BY f.position LIMIT 1)), 0)::float8`;

const secretsIn = (seal: SealedBox, sealed: Buffer | null): Secrets =>
  sealed === null ? {} : (seal.openJson(sealed) as Secrets);

const rowOf = (seal: SealedBox, { sealed, ...row }: StoredRow): ReaderRow => ({
  ...row,
  secrets: secretsIn(seal, sealed),
});

export async function findReader(tx: EntityManager, seal: SealedBox, name: string): Promise<ReaderRow | null> {
  const [row]: StoredRow[] = await tx.query(
    'SELECT name, settings, secrets AS sealed, revision, position FROM feed_reader WHERE name = $1',
    [name],
  );
  return row ? rowOf(seal, row) : null;
}

export async function readerState(tx: EntityManager, name: string): Promise<ReaderState | null> {
  const [state]: ReaderState[] = await tx.query(
    `SELECT coalesce(is_connected AND lease_until > now(), false) AS connected, error, error_at AS "errorAt",
       published_at AS "publishedAt", position, ${lagOf} AS "lagSeconds", changed_at AS "changedAt"
     FROM feed_reader r WHERE name = $1`,
    [name],
  );
  return state ?? null;
}

/** Whether one of the gateways is connected. */
export async function isReaderConnected(tx: EntityManager, name: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    'SELECT 1 FROM feed_reader WHERE name = $1 AND is_connected AND lease_until > now()',
    [name],
  );
  return rows.length > 0;
}

/** Sets a reader, or sets it anew; every gateway takes that up at once. */
export async function putReader(
  tx: EntityManager,
  seal: SealedBox,
  { name, settings, secrets, position, isMoved }: ReaderSetting,
): Promise<void> {
  const sealed = Object.keys(secrets).length > 0 ? seal.sealJson(secrets) : null;
  await tx.query(
    `INSERT INTO feed_reader (name, settings, secrets, position) VALUES ($1, $2, $3, $4)
     ON CONFLICT (name) DO UPDATE SET settings = excluded.settings, secrets = excluded.secrets,
       position = CASE WHEN $5 THEN excluded.position ELSE feed_reader.position END,
       revision = feed_reader.revision + 1, is_paused = false, is_connected = false, error = NULL, error_at = NULL, changed_at = now()`,
    [name, JSON.stringify(settings), sealed, position, isMoved],
  );
  notify(tx, 'reader', name);
}

/** @returns false if there was none */
export async function removeReader(tx: EntityManager, name: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    'WITH gone AS (DELETE FROM feed_reader WHERE name = $1 RETURNING 1) SELECT 1 FROM gone',
    [name],
  );
  notify(tx, 'reader', name);
  return rows.length > 0;
}

/** What a gateway sees of a reader when it asks for its lease. */
export interface Claim {
  /** Null = another gateway has it. */
  readonly row: ReaderRow | null;
  /** Until the lease of whoever has it ends. */
  readonly endsInMs: number;
}

/** Takes or prolongs the lease of each of these readers that no other gateway has. */
export async function claimReaders(
  tx: EntityManager,
  seal: SealedBox,
  { names, owner, leaseMs }: { names: readonly string[]; owner: string; leaseMs: number },
): Promise<Map<string, Claim>> {
  const rows: (StoredRow & { owner: string; endsInMs: number })[] = await tx.query(
    `WITH mine AS (
       UPDATE feed_reader SET lease_owner = $2, lease_until = now() + make_interval(secs => $3 / 1000.0),
         is_connected = is_connected AND lease_owner = $2
       WHERE name = ANY($1) AND NOT is_paused AND (lease_owner IS NULL OR lease_owner = $2 OR lease_until < now())
       RETURNING name, settings, secrets AS sealed, revision, position)
     SELECT name, settings, sealed, revision, position, $2 AS owner, $3::float8 AS "endsInMs" FROM mine
     UNION ALL
     SELECT name, settings, NULL, revision, position, coalesce(lease_owner, ''),
       greatest(extract(epoch FROM lease_until - now()) * 1000, 0)::float8
     FROM feed_reader r WHERE name = ANY($1) AND NOT is_paused AND NOT EXISTS (SELECT FROM mine WHERE mine.name = r.name)`,
    [names, owner, leaseMs],
  );
  return new Map(
    rows.map(({ owner: whose, endsInMs, ...row }) => [
      row.name,
      { row: whose === owner ? rowOf(seal, row) : null, endsInMs },
    ]),
  );
}

/** What an owner has to say about its reader; nothing is written where another gateway has it by now. */
export interface Progress {
  readonly position?: number;
  readonly published?: boolean;
  readonly connected?: boolean;
  /** Null = the last one is over. */
  readonly error?: string | null;
}

/**
 * @param revision of the settings that the owner works by: what was done by older ones does not move the position
 * @returns false if it is another's, or was set anew
 */
export async function noteProgress(
  tx: EntityManager,
  { name, owner, revision }: { name: string; owner: string; revision: number },
  { position, published = false, connected, error }: Progress,
): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `WITH noted AS (
       UPDATE feed_reader SET position = coalesce($4, position),
         published_at = CASE WHEN $5 THEN now() ELSE published_at END,
         is_connected = coalesce($6, is_connected),
         error = CASE WHEN $7 THEN $8 ELSE error END,
         error_at = CASE WHEN NOT $7 THEN error_at WHEN $8::text IS NULL THEN NULL ELSE now() END
       WHERE name = $1 AND lease_owner = $2 AND revision = $3 RETURNING 1)
     SELECT 1 FROM noted`,
    [name, owner, revision, position ?? null, published, connected ?? null, error !== undefined, error ?? null],
  );
  return rows.length > 0;
}

/** At the end of a gateway: the others need not wait until its leases are over. @returns the names of its readers */
export async function giveBack(tx: EntityManager, owner: string): Promise<string[]> {
  const given: { name: string }[] = await tx.query(
    `WITH given AS (
       UPDATE feed_reader SET lease_owner = NULL, lease_until = NULL, is_connected = false
       WHERE lease_owner = $1 RETURNING name)
     SELECT name FROM given`,
    [owner],
  );
  return given.map(({ name }) => name);
}
