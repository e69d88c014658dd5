import { unknownOutput, type OutputState } from '../../modules/door/output-state.js';
import type { OutputAnswer } from '../../modules/door/output.service.js';
import { floorActions, type FloorAction } from '../../modules/elevator/floor-actions.service.js';
import type { Floor } from '../../modules/elevator/floor.entity.js';
import { mostFloors } from '../../protocol/access-push/command-control.js';
import { ChangedAt, Int, OneOf, OwnId, Shown, Text, Texts } from '../common/fields.js';
import { answered, AnswerView, ManyBody, OutputStateView } from './outputs.dto.js';

export class FloorBody {
  @Text('Serial number of its elevator controller', { min: 1, max: 64 }) sn!: string;
  @Int('Its number there, from 1', { min: 1, max: mostFloors }) number!: number;
  @Text('Name; left out = as the registration would name it', { optional: true, min: 1, max: 100 }) name?: string;
  @OwnId() id?: string;
}

export class FloorPatch {
  @Text('Name', { min: 1, max: 100 }) name!: string;
}

export class FloorView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Serial number of its elevator controller') sn!: string;
  @Shown('Its number there, from 1') number!: number;
  @Shown('Whether its button works for everybody, as far as that is known', { type: OutputStateView })
  state!: OutputStateView;
  @ChangedAt() updatedAt!: Date;
}

export class FloorActionsBody extends ManyBody {
  @Texts('These floors', { optional: true }) floorIds?: string[];
  @OneOf('open: their buttons work for some seconds; normalOpen: for everybody', floorActions) action!: FloorAction;
}

class FloorAnswerView extends AnswerView {
  @Shown('The floor') floorId!: string;
}

export class FloorAnswersView {
  @Shown('One for each floor', { type: [FloorAnswerView] }) items!: FloorAnswerView[];
}

export const toFloorView = (
  { id, name, deviceSn, number, updatedAt }: Floor,
  state: OutputState = unknownOutput,
): FloorView => ({
  id,
  name,
  sn: deviceSn,
  number,
  state,
  updatedAt,
});

export const toFloorAnswers = (answers: readonly OutputAnswer[]): FloorAnswersView => ({
  items: answers.map((answer) => ({ floorId: answer.id, ...answered(answer) })),
});
