export const deviceTabs = ['overview', 'sync', 'doors', 'settings', 'commands', 'change'] as const;
export type DeviceTab = (typeof deviceTabs)[number];
