/** Every page of the console: its address, and its heading in English. */
export const pages: readonly (readonly [path: string, heading: string])[] = [
  ['/', 'Home'],
  ['/doors', 'Doors'],
  ['/events', 'Events'],
  ['/explain', 'Why?'],
  ['/people', 'People'],
  ['/inside', 'Inside'],
  ['/levels', 'Access levels'],
  ['/hours', 'Hours'],
  ['/departments', 'Departments'],
  ['/areas', 'Areas'],
  ['/devices', 'Devices'],
  ['/operators', 'Operators'],
  ['/tokens', 'API tokens'],
  ['/audit', 'Audit'],
  ['/commands', 'Commands'],
  ['/settings', 'Settings'],
];
