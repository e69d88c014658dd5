import type { Command } from '../../core/command/command.js';
import type { Reconciliation } from '../../devices/event-recovery/reconciliation.js';
import { CommandView, toCommandView } from './command.dto.js';
import { OneOf, Shown, Text, wallClock } from '../common/fields.js';

const kinds = ['users', 'templates', 'photos', 'events'] as const;

export class FetchBody {
  @OneOf('What the device should send again', kinds) what!: (typeof kinds)[number];
  @Text("Events from then on, by the device's clock", { optional: true, pattern: wallClock }) from?: string;
  @Text("Events up to then, by the device's clock", { optional: true, pattern: wallClock }) to?: string;
}

const causes = ['operator', 'gap', 'nightly', 'command', 'restore'];
const statuses = ['waiting', 'running', 'received', 'done', 'failed'];
const number = { nullable: true, type: Number } as const;
const text = { nullable: true, type: String } as const;

export class ReconciliationView {
  @Shown('Id') id!: number;
  @Shown('Serial number') sn!: string;
  @Shown('Why: asked for, a gap in the numbers of its events, the night, or a command written by hand', {
    enum: causes,
  })
  cause!: string;
  @Shown('Waiting for events that may come by themselves; running; received and being stored; done; failed', {
    enum: statuses,
  })
  status!: string;
  @Shown(
    'ACCOUNT; a query of the table if the device does not know ACCOUNT; a terminal counts, and sends what differs',
    {
      enum: ['account', 'query', 'count'],
    },
  )
  way!: string;
  @Shown("From then on, by the device's clock", text) from!: string | null;
  @Shown("Up to then, by the device's clock", text) to!: string | null;
  @Shown('From the event with this number', number) startIndex!: number | null;
  @Shown('Up to the event with this number', number) endIndex!: number | null;
  @Shown('Events that the device announced', number) announced!: number | null;
  @Shown('Events that it sent') records!: number;
  @Shown('Of these, events that were missing here; they are stored now') missing!: number;
  @Shown('Of these, rows that say no event; they are kept in quarantine') unreadable!: number;
  @Shown('Why it failed', text) reason!: string | null;
  @Shown('The command that asked for it', number) commandId!: number | null;
  @Shown('Begun at') createdAt!: string;
  @Shown('Ended at', text) finishedAt!: string | null;
}

function limitsOf({ range }: Reconciliation) {
  if ('startTime' in range) return { from: range.startTime, to: range.endTime };
  if ('startIndex' in range) return { startIndex: range.startIndex, endIndex: range.endIndex };
  return 'maxIndex' in range ? { startIndex: range.maxIndex + 1 } : {};
}

const unlimited = { from: null, to: null, startIndex: null, endIndex: null };

export const toReconciliationView = (one: Reconciliation): ReconciliationView => ({
  id: one.id,
  sn: one.sn,
  cause: one.cause,
  status: one.status,
  way: one.way,
  ...unlimited,
  ...limitsOf(one),
  announced: one.announced,
  records: one.records,
  missing: one.stored,
  unreadable: one.unreadable,
  reason: one.reason,
  commandId: one.commandId,
  createdAt: one.createdAt.toISOString(),
  finishedAt: one.finishedAt?.toISOString() ?? null,
});

export class FetchView {
  @Shown('What was asked for', { enum: [...kinds] }) what!: string;
  @Shown('The queries; their results are stored as if the device had sent them unasked', { type: [CommandView] })
  commands!: CommandView[];
  @Shown('For events: the result says what was missing', { type: ReconciliationView, nullable: true })
  reconciliation!: ReconciliationView | null;
}

export const toFetchView = (
  what: string,
  commands: readonly Command[],
  reconciliation: Reconciliation | null,
): FetchView => ({
  what,
  commands: commands.map(toCommandView),
  reconciliation: reconciliation && toReconciliationView(reconciliation),
});
