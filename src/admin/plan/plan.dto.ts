import type { Plan } from '../../modules/plan/plan.entity.js';
import type { PlanDoor } from '../../modules/plan/plan.service.js';
import { Items, Num, OwnId, Shown, Text } from '../common/fields.js';

const place = { min: 0, max: 1 } as const;
const words = {
  doors: 'Doors and their places on the picture, all of them; doors outside of your areas are not shown, and stay',
  x: 'From the left edge, 0 to 1',
  y: 'From the upper edge, 0 to 1',
} as const;

export class PlanPictureQuery {
  @Text('`pictureAt` of the plan: a new picture has another address, so no browser shows the one before', {
    optional: true,
    max: 40,
  })
  at?: string;
}

export class PlanDoorBody {
  @Text('Id of the door', { min: 1, max: 64 }) doorId!: string;
  @Num(words.x, place) x!: number;
  @Num(words.y, place) y!: number;
}

export class PlanBody {
  @Text('Name', { min: 1 }) name!: string;
  @Text('Code of its area; left out = the built-in one', { optional: true, min: 1 }) areaCode?: string;
  @Items(words.doors, () => PlanDoorBody, { optional: true }) doors?: PlanDoorBody[];
  @OwnId() id?: string;
}

export class PlanPatch {
  @Text('Name', { optional: true, min: 1 }) name?: string;
  @Text('Code of its area', { optional: true, min: 1 }) areaCode?: string;
  @Items(words.doors, () => PlanDoorBody, { optional: true }) doors?: PlanDoorBody[];
}

export class PlanDoorView {
  @Shown('Id of the door') doorId!: string;
  @Shown(words.x) x!: number;
  @Shown(words.y) y!: number;
}

export class PlanView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Code of its area') areaCode!: string;
  @Shown(words.doors, { type: [PlanDoorView] }) doors!: PlanDoorView[];
  @Shown('Width of the picture in pixels; null = there is none', { nullable: true, type: Number }) width!:
    number | null;
  @Shown('Height of the picture in pixels', { nullable: true, type: Number }) height!: number | null;
  @Shown('When the picture was set', { nullable: true, type: String, format: 'date-time' }) pictureAt!: string | null;
  @Shown('Last changed at') updatedAt!: string;
}

export const toPlanView = (plan: Plan, doors: readonly PlanDoor[]): PlanView => ({
  id: plan.id,
  name: plan.name,
  areaCode: plan.areaCode,
  doors: [...doors],
  width: plan.width,
  height: plan.height,
  pictureAt: plan.pictureAt?.toISOString() ?? null,
  updatedAt: plan.updatedAt.toISOString(),
});
