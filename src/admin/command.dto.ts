import type { Command, CommandStatus } from '../command/command.js';
import { returnMeaning } from '../wire/push/codes/returns.js';
import { maskSecrets } from '../wire/push/secrets.js';
import { Flag, Int, OneOf, Shown, Text, Texts, Values } from './kit/fields.js';
import { ListQuery } from './kit/page.js';

/** The types of command.order; that file holds what each needs. */
export const commandTypes = [
  'openDoor',
  'closeDoor',
  'holdDoorOpen',
  'cancelAlarm',
  'lockDoor',
  'normalOpenSchedule',
  'restart',
  'setTime',
  'setOptions',
  'getOptions',
  'count',
  'query',
] as const;

const statuses: readonly CommandStatus[] = ['queued', 'sent', 'done', 'failed', 'unanswered', 'expired', 'cancelled'];
const oneLine = { is: /^[^\r\n\0]*$/, says: 'one line' };

export class CommandBody {
  @Text('Raw text, as it shall stand behind C:<id>:', { optional: true, max: 65_536, pattern: oneLine })
  command?: string;

  @OneOf('What is meant, instead of raw text', commandTypes, { optional: true }) type?: (typeof commandTypes)[number];
  @Int('Number of the door on its device', { optional: true, min: 1, max: 255 }) door?: number;
  @Int('openDoor: seconds the lock stays open', { optional: true, min: 1, max: 254 }) seconds?: number;
  @Flag('lockDoor: false takes the lock back', { optional: true }) locked?: boolean;
  @Flag("normalOpenSchedule: whether the day's normally open period counts", { optional: true }) on?: boolean;
  @Values('setOptions: values by name', { optional: true }) options?: Record<string, unknown>;
  @Texts('getOptions: names', { optional: true }) names?: string[];
  @Text('count, query: name of the table', { optional: true }) table?: string;
  @Text('query: which rows', { optional: true, pattern: oneLine }) filter?: string;
}

export class WaitQuery {
  @Int('Seconds to wait for the end', { optional: true, min: 0, max: 25 }) wait?: number;
}

export class CommandsQuery extends ListQuery {
  @Text('Only of this device', { optional: true }) sn?: string;
  @OneOf('Only with this status', statuses, { optional: true }) status?: CommandStatus;
}

export class CommandView {
  @Shown('The number on the wire') id!: number;
  @Shown('Serial number') sn!: string;
  @Shown('What is meant; raw for text of your own') type!: string;
  @Shown('What stood on the wire behind C:<id>:, secrets masked; null before', { nullable: true, type: String })
  text!: string | null;
  @Shown('Kind', { enum: ['data', 'control', 'query'] }) kind!: string;
  @Shown('Status', { enum: [...statuses] }) status!: string;
  @Shown('How often it was handed out') attempts!: number;
  @Shown('Queued at') createdAt!: string;
  @Shown('Handed out until then or never', { nullable: true, type: String }) expiresAt!: string | null;
  @Shown('Last handed out at', { nullable: true, type: String }) sentAt!: string | null;
  @Shown('Ended at', { nullable: true, type: String }) finishedAt!: string | null;
  @Shown("The device's return code", { nullable: true, type: Number }) returnCode!: number | null;
  @Shown('What the code means (Access PUSH, appendix 1)', { nullable: true, type: String })
  returnMeaning!: string | null;
  @Shown('What the device reported beside the code', { nullable: true, type: Object }) answer!: object | null;
}

function textOf({ text, order }: Command): string | null {
  const shown = text ?? (order.type === 'raw' ? order.text : null);
  return shown === null ? null : maskSecrets(shown);
}

const instant = (at: Date | null) => at?.toISOString() ?? null;

export function toCommandView(command: Command): CommandView {
  const { id, sn, type, kind, status, attempts, returnCode, answer } = command;
  return {
    id,
    sn,
    type,
    text: textOf(command),
    kind,
    status,
    attempts,
    createdAt: command.createdAt.toISOString(),
    expiresAt: instant(command.expiresAt),
    sentAt: instant(command.sentAt),
    finishedAt: instant(command.finishedAt),
    returnCode,
    returnMeaning: returnCode === null ? null : returnMeaning(returnCode),
    answer,
  };
}
