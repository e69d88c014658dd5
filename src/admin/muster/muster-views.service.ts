import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MusterListService } from '../../modules/muster/muster-list.service.js';
import { reportOf, type Muster, type MusterPerson, type MusterReport } from '../../modules/muster/muster.js';
import { keysInside } from '../../platform/operator/bounds.js';
import type { SignedIn } from '../../platform/operator/session.service.js';
import {
  toMusterView,
  type MusterDetailView,
  type MusterPersonView,
  type MusterReportView,
  type MusterView,
} from './muster.dto.js';

/** Null = a token, which sees all. */
export type Who = SignedIn | null;

/** Musters as far as an operator may read of their people. */
@Injectable()
export class MusterViewsService {
  constructor(private readonly musters: MusterListService) {}

  async views(tx: EntityManager, musters: readonly Muster[], who: Who): Promise<MusterView[]> {
    const ids = musters.map(({ id }) => id);
    const counts = await this.musters.counts(tx, ids, departmentsOf(who));
    return musters.map((muster) => toMusterView(muster, counts.get(muster.id)));
  }

  async detail(tx: EntityManager, id: string, who: Who): Promise<MusterDetailView> {
    const muster = await this.musters.get(tx, id);
    const counts = await this.musters.counts(tx, [id], departmentsOf(who));
    const people = await this.musters.people(tx, id, departmentsOf(who));
    const show = await personViews(tx, people, who);
    const report = reportOf(muster, people);
    const more = { persons: people.map(show), report: report && toReportView(report, show) };
    return Object.assign(toMusterView(muster, counts.get(id)), more);
  }

  async report(tx: EntityManager, id: string, who: Who): Promise<MusterReportView> {
    const { report } = await this.detail(tx, id, who);
    if (!report) throw new Error(`the muster ${id} has not ended`);
    return report;
  }
}

const departmentsOf = (who: Who) => who?.bounds?.departments ?? null;
const textOf = (at: Date | null): string | null => at?.toISOString() ?? null;

type Show = (person: MusterPerson) => MusterPersonView;

async function personViews(tx: EntityManager, people: readonly MusterPerson[], who: Who): Promise<Show> {
  const may = (permission: 'person.face' | 'person.read') => who === null || who.permissions.includes(permission);
  const doors = people.flatMap(({ lastDoor }) => lastDoor?.id ?? []);
  const seen = who?.bounds ? await keysInside(tx, who.bounds, 'door', doors) : new Set(doors);
  return ({ phone, photoAt, since, lastDoor: last, at, endState: _, endAt: __, ...person }) => ({
    ...person,
    ...(may('person.read') ? { phone } : {}),
    photoAt: may('person.face') ? textOf(photoAt) : null,
    since: textOf(since),
    lastDoor: last && seen.has(last.id) ? { ...last, at: last.at.toISOString() } : null,
    at: textOf(at),
  });
}

const toReportView = (report: MusterReport, show: Show): MusterReportView => ({
  ...report,
  startedAt: report.startedAt.toISOString(),
  endedAt: report.endedAt.toISOString(),
  lastSafeAt: textOf(report.lastSafeAt),
  // As it was then, whatever was said since.
  missing: report.missing.map((person) =>
    show({
      ...person,
      state: person.endAt === null ? null : person.endState,
      at: person.endAt,
      by: null,
      readerId: null,
    }),
  ),
});
