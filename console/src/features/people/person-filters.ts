/** Of a person today; those who have left are listed only where they are asked for. */
export const personStates = ['valid', 'early', 'expired', 'disabled', 'left'] as const;

/** What a person may lack. */
export const lacks = ['photo', 'card', 'fingerprint', 'face', 'device'] as const;
