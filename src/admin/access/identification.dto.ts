import type { Identification } from '../../modules/identification/identification.service.js';
import { reasons } from '../../modules/identification/passage.js';
import { Shown } from '../common/fields.js';

export class IdentificationView {
  @Shown('Number of the decision') id!: number;
  @Shown('When it was asked') at!: string;
  @Shown("The device's clock then") deviceTime!: string;
  @Shown('Whose pin it was, or whose card; empty = unknown') pin!: string;
  @Shown('The card shown; empty = none') cardNo!: string;
  @Shown('The door asked about', { nullable: true, type: String }) doorId!: string | null;
  @Shown('Its name then') doorName!: string;
  @Shown('The answer to the device', { enum: ['SUCCESS', 'FAILED', 'TIMEOUT'] }) result!: string;
  @Shown('Why', { enum: [...reasons] }) reason!: string;
  @Shown('How often the same was asked and answered') times!: number;
}

export const toIdentificationView = ({ at, ...facts }: Identification): IdentificationView => {
  const { id, deviceTime, pin, cardNo, doorId, doorName, result, reason, times } = facts;
  return { id, at: at.toISOString(), deviceTime, pin, cardNo, doorId, doorName, result, reason, times };
};
