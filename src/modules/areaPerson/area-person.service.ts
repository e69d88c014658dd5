import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AreaService } from '../area/area.service.js';
import { recordTaking } from '../../core/outbox/outbox.js';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { Failure } from '../../platform/errors.js';
import { dayIn } from '../person/site-day.js';
import type { AreaModule } from './area-person.entity.js';

/** A person of an area, in the form of lists. */
export interface PersonOfArea {
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
}

/** The result of a call about several persons. */
export interface BulkEnd {
  readonly succeeded: number;
  readonly failed: number;
}

const mostPins = 500;

interface Existing {
  readonly id: string;
  readonly pin: string;
}

/** The persons whom the terminals of an area know. They become rows of every such device in the area. */
@Injectable()
export class AreaPersonService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly areas: AreaService,
  ) {}

  /** A page of the persons of an area, in any order. @param area its code or id */
  async search(
    tx: EntityManager,
    { module, area }: { readonly module: AreaModule; readonly area: string },
    search: Search,
  ): Promise<FoundRows<PersonOfArea>> {
    const { code } = await this.areas.get(tx, area);
    const sql = `SELECT p.pin, p.name, p.last_name AS "lastName" FROM area_person a
      JOIN person p ON p.id = a.person_id WHERE a.area_code = $1 AND a.module = $2`;
    const texts = ['pin', 'name', 'lastName'] as const;
    return searchedRows<PersonOfArea>(tx, { sql, parameters: [code, module], by: 'pin', texts }, search);
  }

  /**
   * Persons who are already in the area stay. Of several pins, unknown ones are ignored; a single pin must be known.
   * @param area its code or id.
   * @throws Failure areaNotFound, pinsMissing, tooManyPins, personNotFound
   */
  async put(tx: EntityManager, module: AreaModule, area: string, pins: readonly string[]): Promise<BulkEnd> {
    return this.each(tx, area, pins, (code, ids) =>
      tx.query(
        `INSERT INTO area_person (area_code, module, person_id) SELECT $1, $2, unnest($3::text[])
         ON CONFLICT DO NOTHING`,
        [code, module, ids],
      ),
    );
  }

  /** A person who is not in the area is ignored. @throws as put */
  async take(tx: EntityManager, module: AreaModule, area: string, pins: readonly string[]): Promise<BulkEnd> {
    return this.each(tx, area, pins, (code, ids) =>
      tx.query('DELETE FROM area_person WHERE area_code = $1 AND module = $2 AND person_id = ANY($3)', [
        code,
        module,
        ids,
      ]),
    );
  }

  private async each(
    tx: EntityManager,
    area: string,
    pins: readonly string[],
    write: (code: string, ids: readonly string[]) => Promise<unknown>,
  ): Promise<BulkEnd> {
    const wanted = [...new Set(pins.filter((pin) => pin !== ''))];
    if (wanted.length === 0) throw new Failure('pinsMissing', 'pins must name somebody');
    if (pins.length > mostPins) throw new Failure('tooManyPins', `pins must not be more than ${mostPins}`);
    const { code } = await this.areas.hold(tx, area);
    // Two calls about the same people, in any order, run one after the other and do not deadlock.
    await tx.query('SELECT 1 FROM area WHERE code = $1 FOR NO KEY UPDATE', [code]);
    const known = await this.hold(tx, wanted);
    const [only] = wanted;
    if (known.length === 0 && wanted.length === 1) {
      throw new Failure('personNotFound', `The person ${only} does not exist`);
    }
    await write(
      code,
      known.map(({ id }) => id),
    );
    await recordTaking(
      tx,
      'person',
      known.map(({ pin }) => pin),
    );
    return { succeeded: known.length, failed: wanted.length - known.length };
  }

  /** Nobody deletes them before this is committed. People who have left, and visitors, do not count. */
  private hold(tx: EntityManager, pins: readonly string[]): Promise<Existing[]> {
    return tx.query(
      `SELECT id, pin FROM person WHERE pin = ANY($1) AND NOT is_visitor AND (leave_date IS NULL OR leave_date > $2)
       ORDER BY pin FOR KEY SHARE`,
      [pins, dayIn(this.config.siteTimeZone)],
    );
  }
}
