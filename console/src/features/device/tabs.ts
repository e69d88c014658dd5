export const deviceTabs = ['overview', 'sync', 'doors', 'settings', 'commands', 'change'] as const;
