export const modes = ['event', 'access', 'door', 'person'] as const;
