export const deviceStates = ['pending', 'approved', 'rejected', 'disabled'] as const;
