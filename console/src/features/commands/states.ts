export const commandStates = ['queued', 'sent', 'done', 'failed', 'unanswered', 'expired', 'cancelled'] as const;
