import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockDevice } from '../../core/command/command.store.js';
import { recordChange } from '../../core/outbox/outbox.js';
import type { Config } from '../../platform/config.js';
import { Failure } from '../../platform/errors.js';
import { CONFIG } from '../../platform/tokens.js';
import type { AnyRow } from '../../protocol/access-push/table.js';
import { loadDevices } from '../desired/facts.js';
import { removalOrder, settingTables } from '../desired/table-order.js';
import { DispatchService } from '../ledger/dispatch.service.js';
import { noteFound } from '../ledger/ledger-unknown.repository.js';
import { placeOf } from '../ledger/ledger-place.js';
import { scopeOf } from '../verify/repair.js';
import { surveyDue } from './due.js';
import { SurveyService } from './survey.service.js';

/** Which of the rows that nothing here wants are deleted. */
export interface Going {
  /** Left out = all tables that can be named. */
  readonly tables?: readonly string[] | undefined;
  /** Rows of these people stay. */
  readonly butPins?: readonly string[] | undefined;
  /** These rows stay, by table and key. */
  readonly butPlaces?: readonly string[] | undefined;
}

export interface RowsOfTable {
  readonly table: string;
  readonly rows: number;
}

interface Found {
  readonly table: string;
  readonly key: string;
  readonly row: AnyRow;
}

const atOnce = 5_000;

/**
 * Tables whose rows stay unless they are asked for by name: wiring and formats of readers, without which doors may not
 * work, whoever wrote them.
 */
const ofWiring = ['deviceauthorize', 'extboardproperty', 'extboardrelationlist', 'defaultwgformat', 'wgformat'];
const keptUnlessNamed: ReadonlySet<string> = new Set([...ofWiring, 'readerwgformat', 'auxin', 'auxout']);

/** Deletes rows of another server from a device: they enter the ledger as held and not desired. */
@Injectable()
export class ForeignRowService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly surveys: SurveyService,
    private readonly dispatcher: DispatchService,
  ) {}

  /** @returns the rows that are deleted, or in a trial would be. @throws Failure notFound, conflict */
  async clear(tx: EntityManager, sn: string, going: Going, dryRun: boolean): Promise<RowsOfTable[]> {
    const { id, status } = await this.surveys.get(tx, sn);
    if (status !== 'done') throw new Failure('conflict', `device ${sn} is still being read`);
    await lockDevice(tx, sn);
    const tables = going.tables ?? [...removalOrder, ...settingTables].filter((name) => !keptUnlessNamed.has(name));
    const values = [id, tables, going.butPins ?? [], going.butPlaces ?? []];
    const which = `survey_id = $1 AND standing = 'foreign' AND table_name = ANY($2)
      AND NOT coalesce(row ->> 'pin', '') = ANY($3) AND NOT (table_name || E'\\n' || key) = ANY($4)`;
    const counted: RowsOfTable[] = await tx.query(
      `SELECT table_name AS "table", count(*)::int AS rows FROM survey_row WHERE ${which} GROUP BY 1 ORDER BY 1`,
      values,
    );
    if (dryRun || counted.length === 0) return counted;
    const [facts] = await loadDevices(tx, this.config.siteTimeZone, [sn]);
    if (!facts) throw new Failure('notFound', `there is no device ${sn}`);
    for (;;) {
      const [found]: [Found[], number] = await tx.query(
        `UPDATE survey_row SET standing = 'pending' WHERE (survey_id, table_name, key) IN (
           SELECT survey_id, table_name, key FROM survey_row WHERE ${which} LIMIT ${atOnce})
         RETURNING table_name AS "table", key, row`,
        values,
      );
      if (found.length === 0) break;
      const places = found.map(({ table, row }) => ({
        ...placeOf(table, row, facts.dialect),
        scope: scopeOf({ row }),
      }));
      await noteFound(tx, sn, places, true);
    }
    await tx.query(
      `UPDATE take_over SET foreign_rows = foreign_rows - $2::text[] || coalesce((
         SELECT jsonb_object_agg(table_name, n) FROM (SELECT table_name, count(*)::int AS n FROM survey_row
           WHERE survey_id = $3 AND standing = 'foreign' AND table_name = ANY($2) GROUP BY 1) rest), '{}')
       WHERE sn = $1`,
      [sn, counted.map(({ table }) => table), id],
    );
    await surveyDue(tx, [sn], 'proof');
    // Parameters are never deleted: they go back to their resting values with the other settings.
    await recordChange(tx, 'device', [sn]);
    await this.dispatcher.dispatch(tx, facts);
    return counted;
  }
}
