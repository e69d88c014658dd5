import { Injectable } from '@nestjs/common';
import { lockDevice } from '../../core/command/command.store.js';
import { DeliveryService } from '../../core/command/delivery.service.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** Seconds by which each package of an answer prolongs the wait for the next one (docs/rules.md 4). */
const packageSeconds = 600;
const mostBytes = 16 * 1024 * 1024;
export const mostPackages = 10_000;

/** One package of an answer that has several. */
export interface Package {
  readonly sn: string;
  /** The command that it answers; 0 if the device names no command of ours. */
  readonly commandId: number;
  readonly table: string;
  /** `packidx` of `packcnt`; firmware counts from 0 or from 1. */
  readonly number: number;
  readonly of: number;
  readonly body: Buffer;
}

/** The packages that have come. */
interface Here {
  readonly packages: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Answers in several packages (Access PUSH 9.1.4) are kept until all have come, in any order and through any gateway.
 * An incomplete answer is never used: rows missing in it would look as if the device did not have them (docs/rules.md
 * 10).
 */
@Injectable()
export class QueryPackageService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
    private readonly deliveries: DeliveryService,
  ) {}

  /**
   * The packages are kept until `done`: if their content cannot be stored, the device sends the last one again.
   * @returns all packages in order once the last has come; null before; `refused` for what can be no part of an answer
   */
  stage(given: Package): Promise<Buffer[] | null | 'refused'> {
    const { sn, commandId, table, number, of, body } = given;
    return this.unitOfWork.run(async (tx) => {
      await lockDevice(tx, sn);
      const refused = async (): Promise<'refused'> => {
        await tx.query('DELETE FROM query_package WHERE sn = $1 AND command_id = $2', [sn, commandId]);
        return 'refused';
      };
      // Said before the number meets a column: a device can write one that no column holds.
      if (number > of) return refused();
      // Packages of an older answer, or of one that was divided differently, do not belong to this one.
      await tx.query(
        `DELETE FROM query_package p WHERE sn = $1 AND command_id = $2 AND (packets <> $3 OR table_name <> $4
           OR (SELECT max(received_at) FROM query_package o WHERE o.sn = p.sn AND o.command_id = p.command_id)
             < clock_timestamp() - interval '${packageSeconds} seconds')`,
        [sn, commandId, of, table],
      );
      const [others] = await tx.query<{ bytes: number }[]>(
        `SELECT coalesce(sum(octet_length(body)), 0)::int AS bytes FROM query_package
         WHERE sn = $1 AND command_id = $2 AND packet <> $3`,
        [sn, commandId, number],
      );
      if ((others?.bytes ?? 0) + body.length > mostBytes) return refused();
      await tx.query(
        `INSERT INTO query_package (command_id, sn, table_name, packet, packets, body) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (sn, command_id, packet) DO UPDATE SET body = excluded.body, received_at = clock_timestamp()`,
        [commandId, sn, table, number, of, this.sealedBox.seal(body)],
      );
      if (commandId > 0) await this.deliveries.prolong(tx, sn, commandId, packageSeconds);
      const [here]: Here[] = await tx.query(
        `SELECT count(*)::int AS packages, min(packet) AS first, max(packet) AS last FROM query_package
         WHERE sn = $1 AND command_id = $2`,
        [sn, commandId],
      );
      // The bodies are read once: with each package the next would cost more than the one before.
      if (!here || !isWhole(here, of)) return null;
      const staged: { body: Buffer }[] = await tx.query(
        'SELECT body FROM query_package WHERE sn = $1 AND command_id = $2 ORDER BY packet',
        [sn, commandId],
      );
      return staged.map((part) => this.sealedBox.open(part.body));
    });
  }

  async done({ sn, commandId }: Pick<Package, 'sn' | 'commandId'>): Promise<void> {
    await this.unitOfWork.manager.query('DELETE FROM query_package WHERE sn = $1 AND command_id = $2', [sn, commandId]);
  }
}

/** As many packages as there should be, without a gap. */
const isWhole = ({ packages, first, last }: Here, of: number): boolean => packages === of && last - first === of - 1;
