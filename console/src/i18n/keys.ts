type Of<Feature extends string, Texts> = `${Feature}.${Extract<keyof Texts, string>}`;

/** The name of every text: `feature.key`, where `feature` is a file of `en/` and `key` is in it. */
export type TextKey =
  | Of<'app', typeof import('./en/app.json')>
  | Of<'ui', typeof import('./en/ui.json')>
  | Of<'device', typeof import('./en/device.json')>
  | Of<'devices', typeof import('./en/devices.json')>
  | Of<'events', typeof import('./en/events.json')>
  | Of<'home', typeof import('./en/home.json')>
  | Of<'doors', typeof import('./en/doors.json')>
  | Of<'levels', typeof import('./en/levels.json')>
  | Of<'people', typeof import('./en/people.json')>
  | Of<'person', typeof import('./en/person.json')>;
