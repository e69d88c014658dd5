import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PersonLevelsService, type PersonWithLevelsInput } from '../../modules/accLevel/person-levels.service.js';
import { PersonListService } from '../../modules/person/person-list.service.js';
import { readPhoto } from '../../modules/person/photo.js';
import { AuditedTransaction, type Outcome } from '../../platform/auth/audited-transaction.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import type { OldPerson } from './old-person.js';
import { peopleHere } from './people-here.js';
import { PersonPlanner, type PeopleSite, type PersonPlan } from './person-plan.js';
import type { Report } from './report.js';
import { SourceRepository, type Source } from './sources.repository.js';
import { atOnce, callerOf, refusalOf } from './writer.js';

const kind = 'people';
/** A person who is refused for a card or password that another person may give up later is tried again at the end. */
const mostWaiting = 5_000;

export interface PeopleRun {
  readonly site: PeopleSite;
  readonly report: Report;
  readonly isTrial: boolean;
  /** Departments that a trial would have made. */
  readonly coming: ReadonlySet<string>;
}

/** Rolls back a transaction that was only a trial. */
class Undo extends Error {
  constructor(readonly outcomes: readonly Outcome[]) {
    super('only a trial');
  }
}

/** Takes people over, a hundred at once. */
@Injectable()
export class PeopleImporter {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audited: AuditedTransaction,
    private readonly lists: PersonListService,
    private readonly saver: PersonLevelsService,
    private readonly sealedBox: SealedBox,
    private readonly sources: SourceRepository,
  ) {}

  async take(pages: AsyncIterable<readonly OldPerson[]>, run: PeopleRun): Promise<void> {
    const planner = new PersonPlanner(this.sources, this.sealedBox, run.site);
    const waiting: OldPerson[] = [];
    for await (const page of pages) {
      for (let at = 0; at < page.length; at += atOnce) {
        await this.some(page.slice(at, at + atOnce), planner, run, waiting);
      }
    }
    for (let at = 0; at < waiting.length; at += atOnce) {
      await this.some(waiting.slice(at, at + atOnce), planner, run, null);
    }
  }

  /** @param waiting null = what is refused now stays refused */
  private async some(
    persons: readonly OldPerson[],
    planner: PersonPlanner,
    run: PeopleRun,
    waiting: OldPerson[] | null,
  ): Promise<void> {
    const pins = persons.map(({ pin }) => pin);
    const tx = this.unitOfWork.manager;
    const here = await peopleHere(tx, this.lists, pins);
    const known = await this.sources.of(tx, kind, pins);
    const plans = persons.map((person) => planner.plan(person, here.get(person.pin), known.get(person.pin)));
    const work = plans.filter(({ judged }) => judged.outcome !== 'same');
    const ready = await Promise.all(work.map((plan) => this.withPhoto(plan, run)));
    const outcomes = run.isTrial ? await this.tried(ready, run) : await this.done(ready, run);
    if (!run.isTrial) await this.note(plans.filter((plan) => !work.includes(plan)));
    for (const plan of plans) {
      const refused = outcomes.get(plan.person.pin) ?? null;
      if (refused && waiting && waiting.length < mostWaiting && mayPass(refused)) waiting.push(plan.person);
      else await this.say(plan, refused, run.report);
    }
  }

  private async withPhoto(plan: PersonPlan, { report }: PeopleRun): Promise<PersonPlan> {
    const { person, photo, said } = plan;
    if (photo === undefined) return plan;
    try {
      return { ...plan, said: { ...said, facts: { ...said.facts, photo: await readPhoto(photo) } } };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      noteUnread(report, person.pin, `the photo of person ${person.pin}`, error.message, 'photo');
      return plan;
    }
  }

  private async done(plans: readonly PersonPlan[], run: PeopleRun): Promise<ReadonlyMap<string, Outcome>> {
    if (plans.length === 0) return new Map();
    const nameOf = ({ person }: PersonPlan) => person.pin;
    try {
      const outcomes = await this.audited.sets(callerOf(kind), plans, nameOf, (tx, some) => this.write(tx, some, run));
      return new Map(plans.map(({ person }, place) => [person.pin, outcomes[place] ?? null]));
    } catch (error) {
      const refused = refusalOf(error);
      if (plans.length === 1) return new Map(plans.map(({ person }) => [person.pin, refused]));
      const alone = new Map<string, Outcome>();
      for (const plan of plans) for (const [pin, outcome] of await this.done([plan], run)) alone.set(pin, outcome);
      return alone;
    }
  }

  private async write(tx: EntityManager, plans: readonly PersonPlan[], { report }: PeopleRun): Promise<Outcome[]> {
    const said = plans.map((plan) => plan.said);
    const first = await this.saver.saveAll(tx, said);
    const outcomes = await this.withoutPassword(tx, said, first, report);
    const written = plans.filter((_, place) => outcomes[place] === null);
    await this.sources.put(tx, kind, await this.sourcesOf(tx, written));
    return outcomes;
  }

  /** A password that another person has must be typed in again; the person is taken over without it. */
  private async withoutPassword(
    tx: EntityManager,
    said: readonly PersonWithLevelsInput[],
    outcomes: readonly Outcome[],
    report: Report,
  ): Promise<Outcome[]> {
    const places = outcomes.flatMap((outcome, place) => (outcome?.reason === 'passwordTaken' ? [place] : []));
    const again = places
      .flatMap((place) => said[place] ?? [])
      .map((one) => ({
        ...one,
        facts: { ...one.facts, personPwd: undefined },
      }));
    if (again.length === 0) return [...outcomes];
    const second = await this.saver.saveAll(tx, again);
    for (const { pin } of again) {
      noteUnread(report, pin, `the password of person ${pin}`, 'another person has it', 'personPwd');
    }
    return outcomes.map((outcome, place) => {
      const at = places.indexOf(place);
      return at < 0 ? outcome : (second[at] ?? null);
    });
  }

  /** The name of a photo is made when it is stored. */
  private async sourcesOf(tx: EntityManager, plans: readonly PersonPlan[]): Promise<Source[]> {
    const rows: { pin: string; name: string | null }[] = await tx.query(
      'SELECT pin, photo_name AS name FROM person WHERE pin = ANY($1)',
      [plans.filter(({ photo }) => photo !== undefined).map(({ person }) => person.pin)],
    );
    const names = new Map(rows.map(({ pin, name }) => [pin, name ?? '']));
    return plans.map(({ person: { pin }, judged: { hash } }) => {
      const name = names.get(pin);
      const photo = name === undefined ? {} : { photoHere: this.sources.hashOf('photoHere', name) };
      return { oldId: pin, newKey: pin, hash: { ...hash, ...photo } };
    });
  }

  /** Equal on both sides, and perhaps never taken over before. */
  private async note(plans: readonly PersonPlan[]): Promise<void> {
    const rows = plans.map(({ person: { pin }, judged: { hash } }) => ({ oldId: pin, newKey: pin, hash }));
    await this.sources.put(this.unitOfWork.manager, kind, rows);
  }

  private async tried(plans: readonly PersonPlan[], run: PeopleRun): Promise<ReadonlyMap<string, Outcome>> {
    if (plans.length === 0) return new Map();
    const said = plans.map((plan) => trialOf(plan.said, run));
    const outcomes = await this.unitOfWork
      .run(async (tx): Promise<readonly Outcome[]> => {
        throw new Undo(await this.saver.tryAll(tx, said));
      })
      .catch((error: unknown) => {
        if (error instanceof Undo) return error.outcomes;
        throw error;
      });
    return new Map(plans.map(({ person }, place) => [person.pin, outcomes[place] ?? null]));
  }

  private async say({ person, judged, notes }: PersonPlan, refused: Outcome, report: Report): Promise<void> {
    const { pin, fields } = person;
    for (const why of notes) noteUnread(report, pin, `person ${pin}`, why, '');
    await report.add({
      ...{ kind, oldId: pin, key: pin, label: `${fields.name ?? ''} ${fields.lastName ?? ''}`.trim() },
      outcome: refused ? 'refused' : judged.outcome,
      ...{ changes: judged.changes, kept: judged.kept, reason: refused?.message ?? '' },
    });
  }
}

const mayPass = ({ reason }: Failure) => reason === 'cardTaken';

/** Objects that a trial would have made do not exist. */
const trialOf = (said: PersonWithLevelsInput, { coming }: PeopleRun): PersonWithLevelsInput => ({
  pin: said.pin,
  facts: coming.has(said.facts.deptCode ?? '') ? { ...said.facts, deptCode: undefined } : said.facts,
});

/** Thousands of lines of one sort are no more useful than the first ones. */
const mostNotes = 10_000;

function noteUnread(report: Report, pin: string, what: string, why: string, field: string): void {
  if (report.unread.length >= mostNotes) return;
  const where = `PATCH /admin/v1/persons/${pin}${field === '' || field === 'photo' ? '' : ` (${field})`}`;
  report.unread.push({ kind, what, why, where: field === 'photo' ? `PUT /admin/v1/persons/${pin}/photo` : where });
}
