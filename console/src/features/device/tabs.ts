export const deviceTabs = ['overview', 'sync', 'doors', 'settings', 'wire', 'commands', 'change'] as const;
