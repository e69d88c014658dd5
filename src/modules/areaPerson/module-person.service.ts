import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordTaking } from '../../core/outbox/outbox.js';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { PersonService } from '../person/person.service.js';
import { dayIn } from '../person/site-day.js';
import { ModulePerson, type AreaModule } from './area-person.entity.js';

/** A person's settings for one module. Left out = unchanged, null = the person's general setting. */
export interface ModulePersonFacts {
  readonly privilege?: number | null | undefined;
  readonly verifyMode?: number | null | undefined;
  readonly isAttendance?: boolean | undefined;
  readonly category?: number | null | undefined;
}

/** A person's settings on the terminals of one business; null = the same as everywhere. */
export interface PersonInModule {
  readonly pin: string;
  readonly privilege: number | null;
  readonly verifyMode: number | null;
  readonly isAttendance: boolean;
  readonly category: number | null;
}

const personInModule = `
  SELECT p.pin, m.privilege, m.verify_mode AS "verifyMode", coalesce(m.is_attendance, true) AS "isAttendance", m.category
  FROM person p LEFT JOIN module_person m ON m.person_id = p.id AND m.module = $1`;

/**
 * Settings of persons on the terminals of one business: role, verification mode, and settings that only this business
 * has.
 */
@Injectable()
export class ModulePersonService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly persons: PersonService,
  ) {}

  /** @throws Failure pinMissing, personNotFound */
  async get(tx: EntityManager, module: AreaModule, pin: string): Promise<PersonInModule> {
    const { id } = await this.persons.get(tx, pin);
    const rows: PersonInModule[] = await tx.query(`${personInModule} WHERE p.id = $2`, [module, id]);
    const [person] = rows;
    if (!person) throw new Error(`person ${pin} is gone`);
    return person;
  }

  /** A page of everybody who works here, in any order. @param isAttendance left out = both */
  search(
    tx: EntityManager,
    { module, isAttendance }: { readonly module: AreaModule; readonly isAttendance: boolean | undefined },
    search: Search,
  ): Promise<FoundRows<PersonInModule>> {
    const sql = `${personInModule} WHERE ($2::boolean IS NULL OR coalesce(m.is_attendance, true) = $2)
      AND NOT p.is_visitor AND (p.leave_date IS NULL OR p.leave_date > $3)`;
    const parameters = [module, isAttendance ?? null, dayIn(this.config.siteTimeZone)];
    return searchedRows<PersonInModule>(tx, { sql, parameters, by: 'pin', texts: ['pin'] }, search);
  }

  /** @throws Failure pinMissing, personNotFound */
  async edit(tx: EntityManager, module: AreaModule, pin: string, facts: ModulePersonFacts): Promise<PersonInModule> {
    const { id: personId } = await this.persons.hold(tx, pin);
    const { privilege, verifyMode, isAttendance, category } = { ...(await this.get(tx, module, pin)), ...said(facts) };
    await tx.upsert(ModulePerson, { personId, module, privilege, verifyMode, isAttendance, category }, [
      'personId',
      'module',
    ]);
    await recordTaking(tx, 'person', [pin]);
    return this.get(tx, module, pin);
  }
}

const said = (facts: ModulePersonFacts): Partial<PersonInModule> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
