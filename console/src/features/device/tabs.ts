export const deviceTabs = ['overview', 'sync', 'doors', 'settings', 'wire', 'commands', 'firmware', 'change'] as const;
