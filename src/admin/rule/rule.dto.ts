import { ChangedAt, OwnId, Shown } from '../common/fields.js';

/** The fields of every rule. */
export class RuleBody {
  @OwnId() id?: string;
}

export class RuleDeviceView {
  @Shown('Serial number') sn!: string;
  @Shown('Whether the device can keep the rule; null = it has not reported it yet', { type: Boolean, nullable: true })
  supported!: boolean | null;
  @Shown('It holds what it should hold of the rule, and nothing is on its way') inSync!: boolean;
  @Shown('What it lacks', { type: String, nullable: true }) needs!: string | null;
}

/** The fields that are shown of every rule. */
export class RuleState {
  @Shown('Id') id!: string;
  @Shown('Its number on the devices, where it has one', { required: false }) number?: number;
  @Shown('How far its devices are; not in lists', { type: [RuleDeviceView], required: false })
  devices?: RuleDeviceView[];
  @ChangedAt() updatedAt!: Date;
}

/** Periods by day: `{"mon": [{"from": "08:00", "to": "18:00", ...}]}`. */
export const daysSchema = {
  additionalProperties: {
    type: 'array',
    items: {
      type: 'object',
      properties: { from: { type: 'string', example: '08:00' }, to: { type: 'string', example: '18:00' } },
      required: ['from', 'to'],
      additionalProperties: { type: 'integer' },
    },
  },
};
