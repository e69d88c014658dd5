export const alarmTabs = ['unacked', 'acked', 'cleared', 'shelved', 'closed'] as const;
export type AlarmTab = (typeof alarmTabs)[number];
