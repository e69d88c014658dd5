export const alarmStates = ['unacked', 'acked', 'cleared', 'shelved', 'closed'] as const;
export type AlarmState = (typeof alarmStates)[number];

/** The states, and the doors that raise most. */
export const alarmTabs = [...alarmStates, 'nuisance'] as const;
export type AlarmTab = (typeof alarmTabs)[number];

/** What a tab asks for. */
export const filterOf = (state: AlarmState) => ({ state, sort: state === 'closed' ? 'newest' : 'priority' }) as const;
