import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MembershipService } from '../../modules/accLevel/membership.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { AuditedTransaction, type Outcome } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { PersonService } from '../../modules/person/person.service.js';
import { faultOf, type ImportedPerson } from './columns.js';
import { readPersons, type ImportFault, type PersonLine } from './person-lines.js';
import { knownPins } from '../../modules/person/known-pins.js';

export interface ImportResult {
  readonly dryRun: boolean;
  readonly rows: number;
  readonly added: number;
  readonly updated: number;
  readonly failed: number;
  readonly errors: readonly ImportFault[];
  readonly ignoredColumns: readonly string[];
}

/** The most refused lines that an answer lists; an operator with more looks at the first of them. */
const mostErrors = 1_000;

/** Persons from a table. Each line is handled alone: a refused line does not stop the others. */
@Injectable()
export class PersonImportService {
  constructor(
    private readonly persons: PersonService,
    private readonly memberships: MembershipService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @param dryRun everything is done and rolled back, to report what would be refused */
  async import(caller: Caller, csv: string, dryRun: boolean): Promise<ImportResult> {
    const { rows, lines, faults, ignoredColumns } = await readPersons(csv);
    const known = await knownPins(
      this.unitOfWork.manager,
      lines.map(({ person }) => person.pin),
    );
    const outcomes = dryRun ? await this.tried(lines) : await this.done(caller, lines);
    const taken = lines.filter((_, place) => outcomes[place] === null);
    const added = taken.filter(({ person }) => !known.has(person.pin)).length;
    const errors = [...faults, ...refusals(lines, outcomes)].sort((one, other) => one.line - other.line);
    return {
      dryRun,
      rows,
      added,
      updated: taken.length - added,
      failed: errors.length,
      errors: errors.slice(0, mostErrors),
      ignoredColumns,
    };
  }

  private done(caller: Caller, lines: readonly PersonLine[]): Promise<Outcome[]> {
    return this.audited.each(
      caller,
      lines,
      ({ person }) => person.pin,
      (tx, { person }) => this.save(tx, person),
    );
  }

  /** Each line has a transaction of its own: one transaction has no room for a hundred thousand locks. */
  private async tried(lines: readonly PersonLine[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const { person } of lines)
      outcomes.push(await this.unitOfWork.run((tx) => this.save(tx, person, new Undo())).catch(undone));
    return outcomes;
  }

  private async save(tx: EntityManager, { pin, accLevelIds, ...facts }: ImportedPerson, undo?: Undo): Promise<null> {
    await this.persons.save(tx, pin, facts);
    if (accLevelIds) await this.memberships.replace(tx, 'acc', pin, accLevelIds);
    if (undo) throw undo;
    return null;
  }
}

/** Rolls back a transaction that was only a trial. */
class Undo extends Error {}

function undone(error: unknown): Outcome {
  if (error instanceof Undo) return null;
  if (error instanceof Failure) return error;
  throw error;
}

const refusals = (lines: readonly PersonLine[], outcomes: readonly Outcome[]): ImportFault[] =>
  lines.flatMap(({ line, person }, place) => {
    const refused = outcomes[place];
    return refused ? [{ line, pin: person.pin, ...faultOf(refused) }] : [];
  });
