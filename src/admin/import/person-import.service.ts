import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PersonLevelsService } from '../../modules/accLevel/person-levels.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { AuditedTransaction, type Outcome } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { faultOf } from './columns.js';
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

/** Lines of one trial: other transactions must not wait long for their locks. */
const triedAtOnce = 250;

/** Persons from a table. Each line is handled alone: a refused line does not stop the others. */
@Injectable()
export class PersonImportService {
  constructor(
    private readonly persons: PersonLevelsService,
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
    return this.audited.sets(
      caller,
      lines,
      ({ person }) => person.pin,
      (tx, some) => this.persons.saveAll(tx, personsOf(some)),
    );
  }

  /** Each slice has a transaction of its own: one transaction has no room for a hundred thousand locks. */
  private async tried(lines: readonly PersonLine[]): Promise<Outcome[]> {
    const outcomes = new Map<PersonLine, Outcome>();
    // In the order of the import, by pin.
    const ordered = [...lines].sort((one, other) => (one.person.pin < other.person.pin ? -1 : 1));
    for (let at = 0; at < ordered.length; at += triedAtOnce) {
      const some = ordered.slice(at, at + triedAtOnce);
      const tried = await this.unitOfWork.run((tx) => this.undo(tx, some)).catch(triedOf);
      for (const [place, line] of some.entries()) outcomes.set(line, tried[place] ?? null);
    }
    return lines.map((line) => outcomes.get(line) ?? null);
  }

  private async undo(tx: EntityManager, lines: readonly PersonLine[]): Promise<never> {
    throw new Undo(await this.persons.tryAll(tx, personsOf(lines)));
  }
}

const personsOf = (lines: readonly PersonLine[]) =>
  lines.map(({ person: { pin, accLevelIds, ...facts } }) => ({ pin, accLevelIds, facts }));

/** Rolls back a transaction that was only a trial. */
class Undo extends Error {
  constructor(readonly outcomes: Outcome[]) {
    super('only a trial');
  }
}

function triedOf(error: unknown): Outcome[] {
  if (error instanceof Undo) return error.outcomes;
  throw error;
}

const refusals = (lines: readonly PersonLine[], outcomes: readonly Outcome[]): ImportFault[] =>
  lines.flatMap(({ line, person }, place) => {
    const refused = outcomes[place];
    return refused ? [{ line, pin: person.pin, ...faultOf(refused) }] : [];
  });
