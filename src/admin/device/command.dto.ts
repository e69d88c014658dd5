import type { Command, CommandStatus } from '../../core/command/command.js';
import { returnMeaning } from '../../protocol/access-push/codes/returns.js';
import { maskSecrets } from '../../protocol/access-push/secrets.js';
import { OneOf, Shown, Text } from '../common/fields.js';
import { instant } from '../common/instant.js';
import { ListQuery } from '../common/page.js';

const statuses: readonly CommandStatus[] = ['queued', 'sent', 'done', 'failed', 'unanswered', 'expired', 'cancelled'];

/** Commands are numbered in the order of their making. */
const commandOrders = ['-id', 'id', '-createdAt', 'createdAt'] as const;

/** Of one device. */
export class DeviceCommandsQuery extends ListQuery {
  @OneOf('Only with this status', statuses, { optional: true }) status?: CommandStatus;
  @Text('Only what this part asked for: admin, facade, sync, link ...', { optional: true, example: 'admin' })
  actor?: string;
  @Text('Only what was asked of this door', { optional: true }) doorId?: string;
  @Text('Only of this type', { optional: true, example: 'openDoor' }) type?: string;
  @Text('Queued not before', { optional: true, pattern: instant }) from?: string;
  @Text('Queued before', { optional: true, pattern: instant }) to?: string;
  @Text('Part of the type, of the serial number or of who asked; or the whole number', { optional: true, max: 100 })
  q?: string;
  @OneOf('The newest first, or the oldest', commandOrders, { optional: true }) sort?: (typeof commandOrders)[number];
  @OneOf('true: the answer has total, the number of all items that fit', ['true', 'false'], { optional: true })
  count?: 'true' | 'false';
}

export class CommandsQuery extends DeviceCommandsQuery {
  @Text('Only of this device', { optional: true }) sn?: string;
}

export class CommandView {
  @Shown('The number on the wire') id!: number;
  @Shown('Serial number') sn!: string;
  @Shown('What is meant; raw for text of your own') type!: string;
  @Shown(
    'The text on the wire after C:<id>:, secrets masked; null before, without command.read, and of rows and questions for operators of some departments',
    { nullable: true, type: String },
  )
  text!: string | null;
  @Shown('Kind', { enum: ['data', 'control', 'query'] }) kind!: string;
  @Shown('Which part asked for it: admin, facade, sync, link ...') origin!: string;
  @Shown('The same, under the name of the filter') actor!: string;
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

/** A device of another protocol has codes of its own; the answer says what each means. */
function meaningOf({ returnCode, answer }: Command): string | null {
  if (returnCode === null) return null;
  return typeof answer?.meaning === 'string' ? answer.meaning : returnMeaning(returnCode);
}

function textOf({ text, order }: Command): string | null {
  const shown = text ?? (order.type === 'raw' ? order.text : null);
  return shown === null ? null : maskSecrets(shown);
}

const shownAt = (at: Date | null) => at?.toISOString() ?? null;

export function toCommandView(command: Command): CommandView {
  const { id, sn, type, kind, origin, status, attempts, returnCode, answer } = command;
  return {
    id,
    sn,
    type,
    text: textOf(command),
    kind,
    origin,
    actor: origin,
    status,
    attempts,
    createdAt: command.createdAt.toISOString(),
    expiresAt: shownAt(command.expiresAt),
    sentAt: shownAt(command.sentAt),
    finishedAt: shownAt(command.finishedAt),
    returnCode,
    returnMeaning: meaningOf(command),
    answer,
  };
}
