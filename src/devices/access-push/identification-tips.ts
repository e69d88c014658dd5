import type { Reason } from '../../modules/identification/passage.js';

/**
 * The text that the person at the door reads. Where the exact reason would say something about other people, only the
 * operator sees it.
 */
const tips: Partial<Record<Reason, string>> = {
  doorDisabled: 'Door out of service',
  doorLocked: 'Door locked',
  lostCard: 'Card reported lost',
  notYetValid: 'Not valid yet',
  expired: 'Expired',
  outsideTimeZone: 'Not at this time',
  doorOutsideTimeZone: 'Not at this time',
  switchedOff: 'Remote identification is off',
  restored: 'Please try later',
};

/** TIPS of a refusal (Access PUSH 10). */
export const tipsFor = (reason: Reason): string => tips[reason] ?? 'No access';
