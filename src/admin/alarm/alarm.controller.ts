import { Body, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { alarmKinds, kindOf, type AlarmKind } from '../../modules/alarm/alarm-kinds.js';
import { AlarmKindService } from '../../modules/alarm/alarm-kind.service.js';
import { countAlarms, countOpen, listAlarms, type AlarmFilter, type AlarmRow } from '../../modules/alarm/alarm-list.js';
import { nuisances } from '../../modules/alarm/alarm-nuisance.js';
import { AlarmService, type Acked } from '../../modules/alarm/alarm.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { withChildren } from '../../platform/operator/bounds.js';
import { Action, AdminResource, Read } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { usualLimit } from '../common/page.js';
import { placeCursor, placeOf, type CountedPage } from '../common/search-page.js';
import { Snapshot } from '../common/snapshot.js';
import {
  AckBody,
  AckedAlarmsView,
  ackOf,
  AlarmsQuery,
  AlarmSummaryView,
  AlarmView,
  isFlood,
  NoteBody,
  NuisanceQuery,
  NuisancesView,
  ShelveBody,
  toAlarmView,
  usualDays,
} from './alarm.dto.js';

type Who = Pick<FastifyRequest, 'signedIn'>;
const areasOf = ({ signedIn }: Who) => signedIn?.bounds?.areas ?? null;
const nameOf = ({ actor }: Caller) => actor.replace(/^operator:/, '');

@AdminResource('alarms')
export class AlarmController {
  constructor(
    private readonly alarms: AlarmService,
    private readonly kinds: AlarmKindService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Alarms; those that began last come first, or the most urgent', { of: AlarmView, as: 'page' })
  @Snapshot()
  async list(@Query() query: AlarmsQuery, @Req() request: FastifyRequest): Promise<CountedPage<AlarmView>> {
    const { manager } = this.unitOfWork;
    const { limit = usualLimit, cursor, count, sort: order = 'newest' } = query;
    const filter = await filterOf(manager, query, areasOf(request));
    const place = placeOf(cursor, order);
    const after = place === null ? null : positionOf(place);
    const rows = await listAlarms(manager, filter, order, after, limit + 1);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: await this.views(manager, rows.slice(0, limit)),
      nextCursor: last ? placeCursor(order, `${String(last.priority)} ${last.firstAt.toISOString()}`, last.id) : null,
      ...(count === 'true' ? { total: await countAlarms(manager, filter) } : {}),
    };
  }

  @Read('summary', 'How many alarms there are', { of: AlarmSummaryView })
  @Snapshot()
  async summary(@Req() request: FastifyRequest): Promise<AlarmSummaryView> {
    const counts = await countOpen(this.unitOfWork.manager, areasOf(request));
    return { ...counts, byPriority: [...counts.byPriority], flood: isFlood(counts.recent) };
  }

  @Read('nuisance', 'The doors that raise most alarms, with what mostly causes it', { of: NuisancesView })
  async nuisance(@Query() { days = usualDays }: NuisanceQuery, @Req() request: FastifyRequest): Promise<NuisancesView> {
    const rows = await nuisances(this.unitOfWork.manager, days, areasOf(request));
    return { items: rows.map(({ lastAt, ...row }) => ({ ...row, lastAt: lastAt.toISOString() })) };
  }

  @Action('ack', 'Acknowledge alarms: somebody has seen to them', { of: AckedAlarmsView })
  async acknowledge(
    @Body() { ids, outcome, note = '' }: AckBody,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<AckedAlarmsView> {
    const ack = { by: nameOf(caller), outcome, note };
    const acked = await this.audited.run(
      caller,
      (tx) => this.alarms.acknowledge(tx, ids, ack, areasOf(request)),
      toldOf,
    );
    return { items: acked.map(({ id, result, row }) => ({ id, result, ack: row && ackOf(row) })) };
  }

  @Read(':id', 'One alarm', { of: AlarmView })
  async get(@Param('id') id: string, @Req() request: FastifyRequest): Promise<AlarmView> {
    const { manager } = this.unitOfWork;
    return this.view(manager, await this.alarms.get(manager, id, areasOf(request)));
  }

  @Action(':id/note', 'Note something about an alarm', { of: AlarmView })
  note(
    @Param('id') id: string,
    @Body() { note }: NoteBody,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<AlarmView> {
    const said = { by: nameOf(caller), note };
    return this.audited.run(caller, async (tx) =>
      this.view(tx, await this.alarms.note(tx, id, said, areasOf(request))),
    );
  }

  @Action(':id/shelve', 'Put an alarm aside for some time; not one of priority 1', { of: AlarmView })
  shelve(
    @Param('id') id: string,
    @Body() { minutes, reason }: ShelveBody,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<AlarmView> {
    const asked = { by: nameOf(caller), minutes, reason };
    return this.audited.run(caller, async (tx) =>
      this.view(tx, await this.alarms.shelve(tx, id, asked, areasOf(request))),
    );
  }

  @Action(':id/unshelve', 'Bring an alarm back that was put aside', { of: AlarmView })
  unshelve(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<AlarmView> {
    return this.audited.run(caller, async (tx) => this.view(tx, await this.alarms.unshelve(tx, id, areasOf(request))));
  }

  private async view(tx: EntityManager, row: AlarmRow): Promise<AlarmView> {
    return toAlarmView(row, (await this.kinds.of(tx)).get(row.kind));
  }

  private async views(tx: EntityManager, rows: readonly AlarmRow[]): Promise<AlarmView[]> {
    const kinds = await this.kinds.of(tx);
    return rows.map((row) => toAlarmView(row, kinds.get(row.kind)));
  }
}

/** For the audit log: what was really acknowledged. */
const toldOf = (acked: readonly Acked[]) => ({
  acked: acked.filter(({ result }) => result === 'acked').map(({ id }) => id),
  refused: acked.filter(({ result }) => result !== 'acked').map(({ id }) => id),
});

async function filterOf(tx: EntityManager, query: AlarmsQuery, bounds: readonly string[] | null): Promise<AlarmFilter> {
  const { state, priority, kind, doorId, areaCode, from, to, q } = query;
  const areaCodes = areaCode ? await withChildren(tx, 'area', [areaCode]) : null;
  const given: { [name in keyof AlarmFilter]: AlarmFilter[name] | undefined } = {
    state,
    doorId,
    priorities: priority ? priority.split(',').map(Number) : undefined,
    kinds: kind ? kindsIn(kind) : undefined,
    areaCodes: areaCodes ?? undefined,
    from: instantOf('from', from),
    to: instantOf('to', to),
    q: q === '' ? undefined : q,
    bounds: bounds ?? undefined,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function kindsIn(text: string): AlarmKind[] {
  return text.split(',').map((name) => {
    const kind = kindOf(name);
    if (kind === undefined) throw invalidField('kind', `is made of ${alarmKinds.join(', ')}, with commas`);
    return kind;
  });
}

/** A day means its first moment in `from` and its last in `to`, in UTC. */
function instantOf(field: 'from' | 'to', text = ''): Date | undefined {
  if (text === '') return undefined;
  const at = new Date(text.length > 10 ? text : `${text}T${field === 'from' ? '00:00:00.000' : '23:59:59.999'}Z`);
  if (Number.isNaN(at.getTime()) || (text.length === 10 && !at.toISOString().startsWith(text)))
    throw invalidField(field, 'is no instant of the calendar');
  return at;
}

/** @throws Failure invalid for what is no cursor of this list */
function positionOf({ placeValue, placeKey }: { placeValue: string; placeKey: string }) {
  const [, priority, at = ''] = /^([1-4]) (\S+)$/.exec(placeValue) ?? [];
  if (!/^[1-9]\d{0,17}$/.test(placeKey) || Number.isNaN(new Date(at).getTime()))
    throw invalidField('cursor', 'is not one of this list');
  return { priority: Number(priority), firstAt: new Date(at).toISOString(), id: placeKey };
}
