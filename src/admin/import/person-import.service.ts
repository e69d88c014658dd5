import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MembershipService } from '../../modules/accLevel/membership.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { AuditedTransaction, type Outcome } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { PersonService } from '../../modules/person/person.service.js';
import { invalidField } from '../common/invalid.js';
import { columnFor, faultOf, personIn, type CellFault, type ImportedPerson } from './columns.js';
import { readCsv, TooWide, UnclosedQuote, type CsvRow } from './csv.js';
import { knownPins } from '../../modules/person/known-pins.js';

/** A line that was not taken over. */
export interface ImportFault extends CellFault {
  readonly line: number;
  readonly pin: string;
}

export interface ImportResult {
  readonly dryRun: boolean;
  readonly rows: number;
  readonly added: number;
  readonly updated: number;
  readonly failed: number;
  readonly errors: readonly ImportFault[];
  readonly ignoredColumns: readonly string[];
}

interface Line {
  readonly line: number;
  readonly person: ImportedPerson;
}

const mostRows = 10_000;
/** Whoever has more wrong than this looks at the first of them. */
const mostErrors = 1_000;

/** Persons from a table. Each line by itself: one that is refused does not keep the others. */
@Injectable()
export class PersonImportService {
  constructor(
    private readonly persons: PersonService,
    private readonly memberships: MembershipService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @param dryRun everything is done and undone: what would be refused is told */
  async import(caller: Caller, csv: string, dryRun: boolean): Promise<ImportResult> {
    const [head, ...rows] = tableIn(csv);
    const heads = head.cells.map(columnFor);
    if (!heads.some((column) => column?.name === 'pin')) throw invalidField('pin', 'has no column in the first line');
    if (rows.length > mostRows) throw invalidField('file', `has more than ${mostRows} lines`);
    const { lines, faults } = readLines(heads, rows);
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
      rows: rows.length,
      added,
      updated: taken.length - added,
      failed: errors.length,
      errors: errors.slice(0, mostErrors),
      ignoredColumns: head.cells.filter((heading, place) => heading !== '' && !heads[place]),
    };
  }

  private done(caller: Caller, lines: readonly Line[]): Promise<Outcome[]> {
    return this.audited.each(
      caller,
      lines,
      ({ person }) => person.pin,
      (tx, { person }) => this.save(tx, person),
    );
  }

  /** A transaction of its own for each line: a hundred thousand locks have no room in one. */
  private async tried(lines: readonly Line[]): Promise<Outcome[]> {
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

/** Ends a transaction that was only a trial. */
class Undo extends Error {}

function undone(error: unknown): Outcome {
  if (error instanceof Undo) return null;
  if (error instanceof Failure) return error;
  throw error;
}

function tableIn(csv: string): [CsvRow, ...CsvRow[]] {
  try {
    const [head, ...rows] = readCsv(csv.replace(/^\ufeff/, ''));
    if (!head) throw invalidField('file', 'is empty');
    return [head, ...rows];
  } catch (error) {
    if (error instanceof UnclosedQuote || error instanceof TooWide)
      throw invalidField('file', `cannot be read: ${error.message}`);
    throw error;
  }
}

function readLines(heads: Parameters<typeof personIn>[0], rows: readonly CsvRow[]) {
  const lines: Line[] = [];
  const faults: ImportFault[] = [];
  const seen = new Map<string, number>();
  for (const { line, cells } of rows) {
    const read = personIn(heads, cells);
    if ('fault' in read) {
      faults.push({ line, pin: read.pin, ...read.fault });
      continue;
    }
    const before = placeOf(seen, read.person, line);
    if (before) faults.push({ line, pin: read.person.pin, ...before });
    else lines.push({ line, person: read.person });
  }
  return { lines, faults };
}

/** A pin or card that stands in an earlier line, too: which of the two is meant is not ours to say. */
function placeOf(
  seen: Map<string, number>,
  { pin, cardNo, supplyCards = [] }: ImportedPerson,
  line: number,
): CellFault | null {
  const marks: (readonly [field: string, value: string])[] = [
    ['pin', pin],
    ...[cardNo ?? '', ...supplyCards].map((card) => ['cardNo', card.replace(/^0+/, '')] as const),
  ];
  for (const [field, value] of marks.filter(([, value]) => value !== '')) {
    const before = seen.get(`${field} ${value}`);
    if (before !== undefined && before !== line)
      return { field, message: `${field} ${value} stands in line ${before} already` };
  }
  for (const [field, value] of marks) if (value !== '') seen.set(`${field} ${value}`, line);
  return null;
}

const refusals = (lines: readonly Line[], outcomes: readonly Outcome[]): ImportFault[] =>
  lines.flatMap(({ line, person }, place) => {
    const refused = outcomes[place];
    return refused ? [{ line, pin: person.pin, ...faultOf(refused) }] : [];
  });
