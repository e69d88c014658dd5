export const outcomes = ['granted', 'refused', 'alarm', 'other'] as const;
export const periods = ['today', 'yesterday', 'week'] as const;
/** Filters that want a value of their own. */
export const picked = ['area', 'door', 'pin', 'card', 'sn', 'code', 'time'] as const;
export type Picked = (typeof picked)[number];
