import { doorActions, type DoorAction } from '../../modules/door/door-actions.service.js';
import { auxActions, type AuxAction } from '../../modules/door/aux-actions.service.js';
import type { AuxInput } from '../../modules/door/aux-input.entity.js';
import { unknownOutput, type OutputState } from '../../modules/door/output-state.js';
import type { AuxOutput } from '../../modules/door/aux-output.entity.js';
import { longestPulse } from '../../modules/door/door.service.js';
import type { OutputOrder, OutputAnswer, OutputTarget } from '../../modules/door/output.service.js';
import { returnMeaning } from '../../protocol/access-push/codes/returns.js';
import { ChangedAt, Flag, Int, OneOf, Shown, Text, Texts } from '../common/fields.js';
import { Settings } from './door.dto.js';
import { invalidField, invalidFields } from '../common/invalid.js';

const longestWait = 20;
/** A day. */
const longestHold = 1_440;
/** Seconds that a lock or an output stays open by default. */
const usualSeconds = 5;

/** The same may stand in the body, which goes first. */
export class ActionWait {
  @Int('Seconds to wait for the answers of the devices', { optional: true, min: 0, max: longestWait }) wait?: number;
}

export class ManyBody extends ActionWait {
  @Text('All in this area and the areas in it', { optional: true, min: 1 }) areaCode?: string;
  @Flag('All there are', { optional: true }) all?: boolean;
  @Int('open: seconds until it closes again', { optional: true, min: 1, max: longestPulse }) seconds?: number;
}

export class DoorActionsBody extends ManyBody {
  @Texts('These doors', { optional: true }) doorIds?: string[];
  @OneOf('The action', doorActions) action!: DoorAction;
  @Int('normalOpen: minutes until the gateway closes the doors again; left out = until somebody ends it', {
    optional: true,
    min: 1,
    max: longestHold,
  })
  minutes?: number;
  @Text('Why; it is kept in the audit log', { optional: true, max: 200 }) reason?: string;
}

export class AuxActionsBody extends ManyBody {
  @Texts('These auxiliary outputs', { optional: true }) auxOutputIds?: string[];
  @OneOf('The action', auxActions) action!: AuxAction;
}

export class AnswerView {
  @Shown('Name', { nullable: true, type: String }) name!: string | null;
  @Shown('Serial number of its device', { nullable: true, type: String }) sn!: string | null;
  @Shown('The command that decides; several doors of a device may share one', { nullable: true, type: Number })
  commandId!: number | null;
  @Shown('The state of the command; refused = nothing was sent', {
    enum: ['refused', 'queued', 'sent', 'done', 'failed', 'unanswered', 'expired', 'cancelled'],
  })
  status!: string;
  @Shown('Why nothing was sent', { nullable: true, enum: ['notFound', 'offline', 'disabled', 'unsupported'] })
  reason!: string | null;
  @Shown("The device's return code", { nullable: true, type: Number }) returnCode!: number | null;
  @Shown('What the code means', { nullable: true, type: String }) returnMeaning!: string | null;
}

class DoorAnswerView extends AnswerView {
  @Shown('The door') doorId!: string;
}

class AuxAnswerView extends AnswerView {
  @Shown('The auxiliary output') auxOutputId!: string;
}

export class DoorAnswersView {
  @Shown('One for each door', { type: [DoorAnswerView] }) items!: DoorAnswerView[];
}

export class AuxAnswersView {
  @Shown('One for each output', { type: [AuxAnswerView] }) items!: AuxAnswerView[];
}

export class AuxOutputPatch {
  @Text('Name', { optional: true, min: 1 }) name?: string;
  @Settings('auxOutput') settings?: Record<string, unknown>;
}

export class AuxInputPatch {
  @Text('Name', { optional: true, min: 1 }) name?: string;
  @Settings('auxInput') settings?: Record<string, unknown>;
}

export class OutputStateView {
  @Shown(
    'Devices do not tell it: on and off are what our last acknowledged command made of it. Unknown where there was ' +
      'none since the device started, or where no answer came; rules on the device may have switched it since',
    { enum: ['on', 'off', 'unknown'] },
  )
  output!: string;
  @Shown('Since when', { nullable: true, type: String, format: 'date-time' }) since!: Date | null;
  @Shown('When it ends by itself; null = not', { nullable: true, type: String, format: 'date-time' })
  until!: Date | null;
}

export class AuxView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Serial number of its device') sn!: string;
  @Shown('Its number there, from 1') number!: number;
  @Shown('Settings by name', { type: Object }) settings!: object;
  @ChangedAt() updatedAt!: Date;
}

export class AuxOutputView extends AuxView {
  @Shown('Whether it is switched on, as far as that is known', { type: OutputStateView }) state!: OutputStateView;
}

export const toAuxOutputView = (output: AuxOutput, state: OutputState = unknownOutput): AuxOutputView =>
  Object.assign(toAuxView(output), { state });

export const toAuxView = ({ id, name, deviceSn, number, settings, updatedAt }: AuxInput | AuxOutput): AuxView => ({
  id,
  name,
  sn: deviceSn,
  number,
  settings,
  updatedAt,
});

/** Exactly one way of naming the things that are meant. */
export function targetOf(field: string, ids: string[] | undefined, { areaCode, all }: ManyBody): OutputTarget {
  const said = [ids !== undefined, areaCode !== undefined, all === true].filter(Boolean).length;
  if (said !== 1) {
    throw invalidFields([{ field, code: 'choice', message: `name exactly one of ${field}, areaCode and all: true` }]);
  }
  if (ids?.length === 0) throw invalidField(field, 'is empty', 'missing');
  return ids ? { ids } : areaCode === undefined ? { all: true } : { areaCode };
}

/** A number of seconds that would have no effect is refused: the caller would believe that the door closes again. */
export function secondsOf({ action, seconds }: { action: string; seconds?: number }): number {
  if (seconds !== undefined && action !== 'open') throw invalidField('seconds', `belongs to open, not to ${action}`);
  return seconds ?? usualSeconds;
}

/** The same of a hold that would have no end. */
export function minutesOf({ action, minutes }: DoorActionsBody): number | null {
  if (minutes !== undefined && action !== 'normalOpen')
    throw invalidField('minutes', `belongs to normalOpen, not to ${action}`);
  return minutes ?? null;
}

export const answered = ({ name, sn, commandId, status, reason, returnCode }: OutputAnswer) => ({
  name,
  sn,
  commandId,
  status,
  reason,
  returnCode,
  returnMeaning: returnCode === null ? null : returnMeaning(returnCode),
});

export const toDoorAnswers = (answers: readonly OutputAnswer[]): DoorAnswersView => ({
  items: answers.map((answer) => ({ doorId: answer.id, ...answered(answer) })),
});

export const toAuxAnswers = (answers: readonly OutputAnswer[]): AuxAnswersView => ({
  items: answers.map((answer) => ({ auxOutputId: answer.id, ...answered(answer) })),
});

/** For the audit log: what was really requested, however it was named. */
export const toldOf = (asked: readonly OutputOrder[]) => ({
  asked: asked.filter(({ refusal }) => refusal === null).map(({ id }) => id),
  refused: asked.filter(({ refusal }) => refusal !== null).map(({ id }) => id),
  commands: [...new Set(asked.flatMap(({ commandIds }) => commandIds))],
});
