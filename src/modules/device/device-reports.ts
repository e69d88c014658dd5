import type { EntityManager } from 'typeorm';

export interface StoredUpload {
  readonly id: number;
  readonly sn: string;
  readonly table: string;
  readonly count: number;
  readonly size: number;
  readonly receivedAt: Date;
}

interface UploadFilter {
  readonly sn: string | undefined;
  readonly table: string | undefined;
  readonly before: number | undefined;
  readonly limit: number;
}

/** Uploads that are kept whole, newest first, without their contents. */
export const keptUploads = (tx: EntityManager, { sn, table, before, limit }: UploadFilter): Promise<StoredUpload[]> =>
  tx.query(
    `SELECT id, sn, table_name AS "table", count, octet_length(body) AS size, received_at AS "receivedAt"
     FROM device_upload WHERE ($1::text IS NULL OR sn = $1) AND ($2::text IS NULL OR table_name = $2)
       AND ($3::bigint IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
    [sn ?? null, table ?? null, before ?? null, limit],
  );

export interface ReportedError {
  readonly id: number;
  readonly code: string;
  readonly message: string;
  readonly origin: string;
  readonly commandId: string;
  readonly additional: string;
  readonly receivedAt: Date;
}

/** Errors that a device reported, newest first. */
export const reportedErrors = (tx: EntityManager, sn: string): Promise<ReportedError[]> =>
  tx.query(
    `SELECT id, code, message, origin, command_id AS "commandId", additional, received_at AS "receivedAt"
     FROM device_error WHERE sn = $1 ORDER BY id DESC LIMIT 1000`,
    [sn],
  );

export interface TerminalOperation {
  readonly id: number;
  readonly at: string;
  readonly code: number;
  readonly operator: string;
  readonly objects: string[];
  readonly receivedAt: Date;
}

/** What was done at a terminal, newest first. */
export const terminalOperations = (
  tx: EntityManager,
  sn: string,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<TerminalOperation[]> =>
  tx.query(
    `SELECT id, to_char(at, 'YYYY-MM-DD HH24:MI:SS') AS at, code, operator, objects, received_at AS "receivedAt"
     FROM device_operation WHERE sn = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [sn, before ?? null, limit],
  );

interface Standing {
  readonly sn: string;
  readonly online: boolean;
  readonly status: string;
}

/** Devices by number, all or the named ones: in one order, so that two callers do not deadlock. */
export const standingOf = (tx: EntityManager, sns: readonly string[] | undefined): Promise<Standing[]> =>
  tx.query('SELECT sn, online, status FROM device WHERE $1::text[] IS NULL OR sn = ANY($1) ORDER BY sn', [sns ?? null]);
