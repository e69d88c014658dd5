import type { GateRecord } from '../../modules/gate/gate.service.js';
import type { OutputAnswer } from '../../modules/door/output.service.js';
import { gateActions, type GateAction } from '../../modules/gate/gate-actions.service.js';
import { ChangedAt, Int, OneOf, OwnId, Shown, Text, Texts } from '../common/fields.js';
import { ActionWait, answered, AnswerView } from './outputs.dto.js';

const mostLocks = 255;
const entryAbout = 'The lock of the controller that lets in, by its number';
const exitAbout = 'The lock that lets out; null = nobody is let out from afar';

export class GateBody {
  @Text('Serial number of its controller', { min: 1, max: 64 }) sn!: string;
  @Int('Its number there, from 1', { min: 1, max: 64 }) number!: number;
  @Text('Name, one of its kind; left out = as the registration would name it', { optional: true, min: 1, max: 100 })
  name?: string;
  @Int(entryAbout, { optional: true, min: 1, max: mostLocks }) entryLock?: number;
  @Int(exitAbout, { optional: true, nullable: true, min: 1, max: mostLocks }) exitLock?: number | null;
  @OwnId() id?: string;
}

export class GatePatch {
  @Text('Name, one of its kind', { optional: true, min: 1, max: 100 }) name?: string;
  @Int(entryAbout, { optional: true, min: 1, max: mostLocks }) entryLock?: number;
  @Int(exitAbout, { optional: true, nullable: true, min: 1, max: mostLocks }) exitLock?: number | null;
}

const number = { nullable: true, type: Number };

export class GateView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Serial number of its controller') sn!: string;
  @Shown('Number on its controller') number!: number;
  @Shown(entryAbout) entryLock!: number;
  @Shown(exitAbout, number) exitLock!: number | null;
  @Shown('Infrared sensors, as the controller reports them; null = never reported', number) irState!: number | null;
  @Shown('How many infrared sensors there are', number) irSenseCount!: number | null;
  @Shown('Who went in', number) inCount!: number | null;
  @Shown('Who went out', number) outCount!: number | null;
  @Shown('Alarms', number) alarmCount!: number | null;
  @Shown('Movements of the barrier', number) runCount!: number | null;
  @Shown('Time of the last report', { nullable: true, type: String }) reportedAt!: string | null;
  @ChangedAt() updatedAt!: Date;
}

export const toGateView = ({ at, ...gate }: GateRecord): GateView => ({
  ...gate,
  reportedAt: at?.toISOString() ?? null,
});

export class GateActionsBody extends ActionWait {
  @Texts('These gates') gateIds!: string[];
  @OneOf('letIn: one person may go in; letOut: one may go out', gateActions) action!: GateAction;
}

class GateAnswerView extends AnswerView {
  @Shown('The gate') gateId!: string;
}

export class GateAnswersView {
  @Shown('One for each gate', { type: [GateAnswerView] }) items!: GateAnswerView[];
}

export const toGateAnswers = (answers: readonly OutputAnswer[]): GateAnswersView => ({
  items: answers.map((answer) => ({ gateId: answer.id, ...answered(answer) })),
});
