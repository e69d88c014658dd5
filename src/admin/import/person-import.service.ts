import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PersonLevelsService } from '../../modules/accLevel/person-levels.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { AuditedTransaction, type Outcome } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { faultOf } from './columns.js';
import type { ImportResult } from './import-result.js';
import { ImportRunService, type ImportRun } from './import-run.service.js';
import { readPersons, type ImportFault, type PersonLine, type PersonTable } from './person-lines.js';
import { knownPins } from '../../modules/person/known-pins.js';

/** The most refused lines that an answer lists; an operator with more looks at the first of them. */
const mostErrors = 1_000;

/** A file with more lines is answered before it is taken over. */
const mostAtOnce = 2_000;

/** Lines of such a file until it is told how far it is. */
const stepSize = 500;

/** Lines of one trial: other transactions must not wait long for their locks. */
const triedAtOnce = 250;

/** Persons from a table. Each line is handled alone: a refused line does not stop the others. */
@Injectable()
export class PersonImportService {
  constructor(
    private readonly persons: PersonLevelsService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: ImportRunService,
  ) {}

  /** @param dryRun everything is done and rolled back, to report what would be refused */
  async import(caller: Caller, csv: string, dryRun: boolean): Promise<ImportResult | ImportRun> {
    const table = await readPersons(csv);
    if (table.rows > mostAtOnce) return this.behind(caller, table, dryRun);
    return sumOf(dryRun, table, await this.outcomes(caller, table.lines, dryRun));
  }

  /** In the order of the pins, step by step; the answer does not wait for it. */
  private behind(caller: Caller, table: PersonTable, dryRun: boolean): Promise<ImportRun> {
    const lines = [...table.lines].sort(byPin);
    const none = sumOf(dryRun, table, []);
    return this.runs.begin(caller.actor, lines.length, none, async (tell) => {
      const taken: Taken[] = [];
      for (let at = 0; at < lines.length; at += stepSize) {
        taken.push(...(await this.outcomes(caller, lines.slice(at, at + stepSize), dryRun)));
        const goesOn = await tell(taken.length, sumOf(dryRun, table, taken));
        if (!goesOn) return;
      }
      if (lines.length === 0) await tell(0, none);
    });
  }

  private async outcomes(caller: Caller, lines: readonly PersonLine[], dryRun: boolean): Promise<Taken[]> {
    const known = await knownPins(
      this.unitOfWork.manager,
      lines.map(({ person }) => person.pin),
    );
    const outcomes = dryRun ? await this.tried(lines) : await this.done(caller, lines);
    return lines.map((line, place) => ({
      line,
      isNew: !known.has(line.person.pin),
      refused: outcomes[place] ?? null,
    }));
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
    const ordered = [...lines].sort(byPin);
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

const byPin = (one: PersonLine, other: PersonLine) => (one.person.pin < other.person.pin ? -1 : 1);

/** A line that was handled. */
interface Taken {
  readonly line: PersonLine;
  readonly isNew: boolean;
  readonly refused: Outcome;
}

function sumOf(dryRun: boolean, { rows, faults, ignoredColumns }: PersonTable, taken: readonly Taken[]): ImportResult {
  const done = taken.filter(({ refused }) => refused === null);
  const added = done.filter(({ isNew }) => isNew).length;
  const errors = [...faults, ...taken.flatMap(faultIn)].sort((one, other) => one.line - other.line);
  return {
    ...{ dryRun, rows, added, updated: done.length - added, failed: errors.length },
    errors: errors.slice(0, mostErrors),
    ignoredColumns,
  };
}

const faultIn = ({ line: { line, person }, refused }: Taken): ImportFault[] =>
  refused ? [{ line, pin: person.pin, ...faultOf(refused) }] : [];
