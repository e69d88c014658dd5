import type { Permission } from '../api/session.js';
import type { TextKey } from '../i18n/keys.js';

interface Act {
  readonly name: TextKey;
  readonly permission: Permission;
  /** The page where it is done. */
  readonly path: string;
  /** What is asked of that page, where its address alone does not say it. */
  readonly ask?: string;
}

/** What can be begun from any page. Each page asks what it always asks before many doors are concerned. */
export const acts: readonly Act[] = [
  { name: 'people.add', permission: 'person', path: '/people', ask: 'person-add' },
  { name: 'people.import', permission: 'person', path: '/people', ask: 'person-import' },
  { name: 'levels.add', permission: 'level', path: '/levels?level=new' },
  { name: 'visitors.new', permission: 'visit', path: '/visitors?open=new' },
  { name: 'doors.emergency-evacuate', permission: 'door.emergency', path: '/doors', ask: 'evacuate' },
  { name: 'doors.emergency-lockDown', permission: 'door.emergency', path: '/doors', ask: 'lockDown' },
  { name: 'doors.emergency-endEvacuation', permission: 'door.emergency', path: '/doors', ask: 'endEvacuation' },
  { name: 'doors.emergency-endLockDown', permission: 'door.emergency', path: '/doors', ask: 'endLockDown' },
];
