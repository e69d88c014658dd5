import type { Reason } from '../../modules/identification/passage.js';

/** What the person before the door reads; why exactly is the operator's business where it tells of other people. */
const tips: Partial<Record<Reason, string>> = {
  doorDisabled: 'Door out of service',
  doorLocked: 'Door locked',
  lostCard: 'Card reported lost',
  notYetValid: 'Not valid yet',
  expired: 'Expired',
  outsideTimeZone: 'Not at this time',
  doorOutsideTimeZone: 'Not at this time',
  switchedOff: 'Remote identification is off',
};

/** TIPS of a no (Access PUSH 10). */
export const tipsFor = (reason: Reason): string => tips[reason] ?? 'No access';
